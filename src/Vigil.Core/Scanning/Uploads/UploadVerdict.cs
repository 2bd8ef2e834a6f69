namespace Vigil.Core.Scanning.Uploads;

/// <summary>A verdict and the bytes that it holds for.</summary>
/// <param name="Sha256">Of the bytes that were scanned, lower-case hexadecimal.</param>
/// <param name="WasReleased">The file was in <c>clean/</c> when it was condemned: somebody may have read it.</param>
public sealed record UploadVerdict(FileVerdict File, string Sha256, DateTimeOffset ScannedAt, bool WasReleased = false)
{
    /// <summary>Whether the version that was scanned was itself hashed to <see cref="Sha256"/>, and not only the bytes that came in before it.</summary>
    public bool IsProven { get; init; }

    /// <summary>The engines and what they knew, as one text: another text may be another verdict.</summary>
    public string Signatures => string.Join(
        ',', File.Engines.OrderBy(e => e.Engine, StringComparer.Ordinal).Select(e => $"{e.Engine}:{e.Signatures}"));

    /// <summary>The container that the bytes belong into; null: they stay where they are, unread.</summary>
    public string? Target => (File.Verdict, File.Reason) switch
    {
        (ScanVerdict.Clean, _) => Ports.Containers.Clean,
        (ScanVerdict.Malicious or ScanVerdict.Suspicious, _) or (_, NotScannedReason.Encrypted) => Ports.Containers.Quarantine,
        _ => null,
    };
}
