using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Hashes;

/// <summary>Knows files by their digest. That a file is not on the list is no news of it: only with other engines does it become clean.</summary>
/// <param name="current">The list as last loaded; null while it is not.</param>
public sealed class HashListScanner(Func<HashList?> current) : IFileScanner
{
    public const string Name = "hashes";

    private const string Version = "1";

    public string Engine => Name;

    public ValueTask<EngineState> StateAsync(CancellationToken cancellationToken)
    {
        var list = current();
        return ValueTask.FromResult(new EngineState(list is not null, Version, list?.Version ?? string.Empty));
    }

    public async ValueTask<EngineAnswer> ScanAsync(ScanSubject subject, CancellationToken cancellationToken)
    {
        if (current() is not { } list)
        {
            return new EngineAnswer(Name, Version, string.Empty, ScanVerdict.NotScanned, [], NotScannedReason.EngineUnavailable);
        }

        return list.Count > 0 && list.Find(await subject.DigestsAsync(cancellationToken)) is { } algorithm
            ? new EngineAnswer(Name, Version, list.Version, ScanVerdict.Malicious, [$"Listed.{algorithm}"], null)
            : new EngineAnswer(Name, Version, list.Version, ScanVerdict.Clean, [], null);
    }
}
