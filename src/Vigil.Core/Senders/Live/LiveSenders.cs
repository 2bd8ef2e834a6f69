using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Intake;
using Vigil.Core.Ports;

namespace Vigil.Core.Senders.Live;

/// <summary>
/// The senders in force: those that ship, with the profiles and instances of the reference data on top. A head calls <see cref="RefreshAsync"/> every few
/// seconds; that costs one listing unless something was changed. What cannot be used is refused, told, and leaves the version before it in force.
/// </summary>
public sealed partial class LiveSenders(
    IBlobStore blobs, IOptions<IntakeOptions> intake, IOptions<ProfileOptions> options, TimeProvider time, ILogger<LiveSenders> logger) : IDisposable
{
    private readonly SenderFiles _files = new(blobs);
    private readonly SenderAudit _audit = new(blobs, time);
    private readonly SemaphoreSlim _refreshing = new(1, 1);

    /// <summary>Versions in force, by name of the file.</summary>
    private readonly Dictionary<string, SenderFile> _inForce = [];
    private IReadOnlyDictionary<string, string> _listed = new Dictionary<string, string>();
    private SenderSet _current = SenderSet.Shipped;

    public SenderSet Current => Volatile.Read(ref _current);

    public SenderProfile? FindProfile(string name) => Current.Profiles.Find(name);

    public SenderInstance? FindInstance(string name) => Current.Instances.GetValueOrDefault(name);

    /// <summary>Why a file would be refused beside what is in force now; null when it would be taken.</summary>
    public SenderRefusal? WhyNot(SenderFile file)
    {
        var builder = new SenderSetBuilder(intake.Value, options.Value.AllowVerification);
        foreach (var known in _inForce.Values.Where(f => f.Name != file.Name && f.Name != SenderFiles.Instances))
        {
            builder.Add(known);
        }

        return builder.Add(file) is null ? builder.Build().Refused[^1] : null;
    }

    public void Dispose() => _refreshing.Dispose();

    /// <summary>Takes over what was changed since.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be reached; everything stays as it is.</exception>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var listed = await _files.ListAsync(cancellationToken);
            if (listed.Count != _listed.Count || listed.Any(f => _listed.GetValueOrDefault(f.Key) != f.Value))
            {
                await LoadAsync(listed, cancellationToken);
                _listed = listed;
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async ValueTask LoadAsync(IReadOnlyDictionary<string, string> listed, CancellationToken cancellationToken)
    {
        var builder = new SenderSetBuilder(intake.Value, options.Value.AllowVerification);
        var inForce = new Dictionary<string, SenderFile>();

        // Instances want their profiles to be there.
        foreach (var name in listed.Keys.OrderBy(n => n == SenderFiles.Instances).ThenBy(n => n, StringComparer.Ordinal))
        {
            if (await _files.ReadAsync(name, cancellationToken) is not { } file)
            {
                continue;
            }

            if (builder.Add(file, _inForce.GetValueOrDefault(name)) is not { } taken)
            {
                continue;
            }

            inForce[name] = taken;
            if (ReferenceEquals(taken, file))
            {
                await _audit.TellAsync(file, options.Value.AllowVerification, cancellationToken);
            }
        }

        Swap(builder.Build(), inForce);
    }

    private void Swap(SenderSet senders, Dictionary<string, SenderFile> inForce)
    {
        _inForce.Clear();
        foreach (var (name, file) in inForce)
        {
            _inForce[name] = file;
        }

        Volatile.Write(ref _current, senders);
        Log.Loaded(logger, senders.Overrides.Count, senders.Instances.Count, senders.Refused.Count);
        foreach (var refusal in senders.Refused)
        {
            Log.Refused(logger, refusal.Blob, refusal.Line, refusal.Problem, refusal.Meanwhile);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Senders of the reference data: {Profiles} profiles, {Instances} instances, {Refused} refused")]
        public static partial void Loaded(ILogger logger, int profiles, int instances, int refused);

        [LoggerMessage(2, LogLevel.Error, "{File}:{Line} refused: {Problem} ({Meanwhile})")]
        public static partial void Refused(ILogger logger, string file, int line, string problem, string meanwhile);
    }
}
