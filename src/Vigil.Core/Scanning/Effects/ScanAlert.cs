using System.Text.Json.Serialization;

namespace Vigil.Core.Scanning.Effects;

/// <summary>The alert that a scan raises, as the profile <c>scan</c> reads it.</summary>
/// <param name="Key">Names it: the same scan is the same finding.</param>
/// <param name="AssetKeys">What an inventory may know the place or the uploader by, the most telling first.</param>
/// <param name="WasReleased">The file was readable before it was condemned.</param>
internal sealed record ScanAlert(
    string Key,
    string Severity,
    string Verdict,
    string? Reason,
    IReadOnlyList<ScanAlertThreat> Threats,
    bool WasReleased,
    DateTimeOffset ScannedAt,
    ScanAlertFile File,
    ScanAlertUploader? Uploader,
    IReadOnlyList<string> AssetKeys,
    IReadOnlyList<ScanAlertEngine> Engines,
    string Scan,
    DateTimeOffset ReceivedAt);

/// <param name="Name">As its uploader called it.</param>
/// <param name="Path">Container and blob.</param>
internal sealed record ScanAlertFile(string UploadId, string Name, string Path, string? Type, long Size, string Sha256);

internal sealed record ScanAlertUploader(string Id, string Name);

internal sealed record ScanAlertThreat(string Name, string Engine);

/// <param name="Outcome">Verdict, or why it was not scanned.</param>
internal sealed record ScanAlertEngine(string Name, string Version, string Signatures, string Outcome);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScanAlert))]
internal sealed partial class ScanAlertJson : JsonSerializerContext;
