using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>
/// Secrets from a vault, remembered for half a minute: a version that is disabled there is refused within a minute, and a name without secret
/// costs the vault no more than one with. While the vault cannot be reached, what was read last stands in for it, for four hours at most; when
/// it refuses, nothing does. Names come from configuration, so there are few of them.
/// </summary>
public sealed partial class VaultSecretSource(ISecretVault vault, TimeProvider time, ILogger<VaultSecretSource> logger) : ISecretSource
{
    /// <summary>How long a secret is used without asking again.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    /// <summary>How long one is used while the vault cannot be reached.</summary>
    public static readonly TimeSpan StaleFor = TimeSpan.FromHours(4);

    /// <summary>How long the vault may take. With <see cref="FreshFor"/> well below the minute in which a disabled version must be refused.</summary>
    public static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the vault is left alone after it failed.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, VaultSecret> _secrets = new();

    public Reason Health => _secrets.Values.Select(s => s.Health(time.GetUtcNow())).DefaultIfEmpty(Reason.None).Max();

    public async ValueTask<IReadOnlyList<Secret>> GetAsync(string name, CancellationToken cancellationToken)
    {
        var secret = _secrets.GetOrAdd(name, _ => new VaultSecret());
        if (secret.Begin(time.GetUtcNow(), () => ReadAsync(name, secret)) is { } reading)
        {
            await reading.WaitAsync(cancellationToken);
        }

        return secret.Usable(time.GetUtcNow()) ?? throw new StorageUnavailableException("The vault of the secrets cannot be used.", RetryAfter, null);
    }

    /// <summary>One look for all who wait; it is nobody's to cancel.</summary>
    private async Task ReadAsync(string name, VaultSecret secret)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, time);
        try
        {
            var versions = await vault.ReadAsync(name, timeout.Token).AsTask().WaitAsync(timeout.Token);
            secret.Succeed(versions, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is StorageUnavailableException or OperationCanceledException)
        {
            Log.Unreachable(logger, name, exception);
            secret.Fail(time.GetUtcNow(), keep: true);
        }
#pragma warning disable CA1031 // Whatever it is that the vault refuses with, what it gave before is not to be trusted any more.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Refused(logger, name, exception);
            secret.Fail(time.GetUtcNow(), keep: false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The vault cannot be reached; secret {Name} is used as it was read last, if it was")]
        public static partial void Unreachable(ILogger logger, string name, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The vault refuses secret {Name}")]
        public static partial void Refused(ILogger logger, string name, Exception exception);
    }
}
