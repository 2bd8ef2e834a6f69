using Vigil.Core.Messaging;

namespace Vigil.Core.Scanning.Running;

/// <summary>A result of Defender for Storage as an engine's answer. What it says in other words than the known ones was not scanned.</summary>
internal static class DefenderAnswer
{
    public const string Engine = "defender-for-storage";

    private const string Version = "1";

    /// <summary>Null where the event is no result of a scan.</summary>
    public static EngineAnswer? Of(BlobEvent told) => told.Result?.Trim().ToUpperInvariant() switch
    {
        null => null,
        "MALICIOUS" => Answer(ScanVerdict.Malicious, told.Names is { Count: > 0 } names ? names : ["Malicious"], null),
        "NO THREATS FOUND" => Answer(ScanVerdict.Clean, [], null),
        _ => Answer(ScanVerdict.NotScanned, [], ReasonOf(told.Detail)),
    };

    private static EngineAnswer Answer(ScanVerdict verdict, IReadOnlyList<string> findings, NotScannedReason? reason) =>
        new(Engine, Version, string.Empty, verdict, findings, reason);

    /// <summary>As in <c>SAM259206: Not scanned - blob exceeded the maximum allowed size of 50 GB.</c></summary>
    private static NotScannedReason ReasonOf(string? detail) => detail switch
    {
        null => NotScannedReason.Unsupported,
        _ when Says(detail, "size") => NotScannedReason.TooLarge,
        _ when Says(detail, "password") || Says(detail, "encrypt") => NotScannedReason.Encrypted,
        _ when Says(detail, "timed out") || Says(detail, "timeout") => NotScannedReason.Timeout,
        _ when Says(detail, "nest") || Says(detail, "limit") => NotScannedReason.Limits,
        _ => NotScannedReason.Unsupported,
    };

    private static bool Says(string detail, string word) => detail.Contains(word, StringComparison.OrdinalIgnoreCase);
}
