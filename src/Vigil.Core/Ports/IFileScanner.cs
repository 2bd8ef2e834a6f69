using Vigil.Core.Scanning;

namespace Vigil.Core.Ports;

/// <summary>One engine that looks into files. Must be safe for concurrent calls; bounds its own time, memory and concurrency.</summary>
public interface IFileScanner
{
    /// <summary>Stable name: kept with verdicts and used as metric label, as in <c>clamd</c>.</summary>
    string Engine { get; }

    /// <summary>Whether the engine would answer now, and with what; costs at most one round trip, answers also when the engine is away.</summary>
    ValueTask<EngineState> StateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Scans one file. Never throws for what the file holds or for an engine that is away, hung or talks nonsense: that is
    /// <see cref="ScanVerdict.NotScanned"/> with its reason.
    /// </summary>
    /// <exception cref="FileUnreadableException">The file was replaced or deleted meanwhile.</exception>
    /// <exception cref="StorageUnavailableException">Its storage is away.</exception>
    ValueTask<EngineAnswer> ScanAsync(ScanSubject subject, CancellationToken cancellationToken);
}
