using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Intake.Secrets;

/// <summary>A vault in memory that can be away, refuse, or keep its callers waiting.</summary>
internal sealed class TestVault : ISecretVault
{
    private readonly Dictionary<string, IReadOnlyList<Secret>> _secrets = [];
    private int _reads;

    /// <summary>Thrown instead of an answer, when set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Awaited before each answer, when set.</summary>
    public Task? Gate { get; set; }

    public int Reads => Volatile.Read(ref _reads);

    public static StorageUnavailableException Away { get; } = new("away", TimeSpan.FromSeconds(1), null);

    public void Set(string name, params IReadOnlyList<string> versions) =>
        _secrets[name] = [.. versions.Select(v => new Secret(v, "value of " + v))];

    public async ValueTask<IReadOnlyList<Secret>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        if (Gate is { } gate)
        {
            await gate.WaitAsync(cancellationToken);
        }

        return Fault is null ? _secrets.GetValueOrDefault(name, []) : throw Fault;
    }
}
