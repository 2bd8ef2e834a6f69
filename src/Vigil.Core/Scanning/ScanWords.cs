namespace Vigil.Core.Scanning;

/// <summary>Verdicts and reasons as they stand in metadata, alerts, metrics and answers.</summary>
public static class ScanWords
{
    public static string Of(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Clean => "clean",
        ScanVerdict.Malicious => "malicious",
        ScanVerdict.Suspicious => "suspicious",
        _ => "not-scanned",
    };

    public static string Of(NotScannedReason reason) => reason switch
    {
        NotScannedReason.Encrypted => "encrypted",
        NotScannedReason.TooLarge => "too-large",
        NotScannedReason.Limits => "limits",
        NotScannedReason.Timeout => "timeout",
        NotScannedReason.Unsupported => "unsupported",
        NotScannedReason.EngineUnavailable => "engine-unavailable",
        _ => "corrupt",
    };

    /// <summary>The reason where there is one, else the verdict.</summary>
    public static string Of(EngineAnswer answer) => answer.Reason is { } reason ? Of(reason) : Of(answer.Verdict);
}
