using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Web.Uploads;

/// <summary>Answer to an upload.</summary>
/// <param name="Status">A state of <see cref="UploadView"/>.</param>
public sealed record UploadReceipt(string UploadId, string Status);

/// <summary>An upload as its uploader sees it; its content is never served.</summary>
/// <param name="Status"><c>pending</c>, <c>clean</c>, <c>quarantined</c>, <c>held</c> or <c>deleted</c>.</param>
/// <param name="Verdict"><c>clean</c>, <c>malicious</c>, <c>suspicious</c> or <c>not-scanned</c>; null while there is none.</param>
/// <param name="Reason">Why it was not scanned.</param>
/// <param name="Findings">Names of malware, or what makes the file suspicious.</param>
/// <param name="SettledAt">When it was released or locked away.</param>
public sealed record UploadView(
    string UploadId,
    string Status,
    string Name,
    string? DeclaredType,
    long Size,
    string? Sha256,
    string? UploadedBy,
    string? Verdict,
    string? Reason,
    IReadOnlyList<string> Findings,
    IReadOnlyList<UploadEngineView> Engines,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ScannedAt,
    DateTimeOffset? SettledAt)
{
    public static UploadView Of(UploadRecord upload)
    {
        var verdict = upload.Verdict?.File;
        return new UploadView(
            upload.UploadId,
            StatusOf(upload.State),
            upload.Name,
            upload.DeclaredType,
            upload.Length,
            upload.Verdict?.Sha256 ?? upload.Sha256,
            upload.Uploader?.Name,
            verdict is null ? null : ScanWords.Of(verdict.Verdict),
            verdict?.Reason is { } reason ? ScanWords.Of(reason) : null,
            verdict?.Findings ?? [],
            [.. (verdict?.Engines ?? []).Select(e => new UploadEngineView(e.Engine, e.Version, e.Signatures, ScanWords.Of(e), e.Findings))],
            upload.ReceivedAt,
            upload.Verdict?.ScannedAt,
            upload.SettledAt);
    }

    public static string StatusOf(UploadState state) => state switch
    {
        UploadState.Pending => "pending",
        UploadState.Clean => "clean",
        UploadState.Quarantined => "quarantined",
        UploadState.Held => "held",
        _ => "deleted",
    };
}

/// <summary>What one engine said.</summary>
/// <param name="Signatures">Version of what it knew.</param>
/// <param name="Outcome">Verdict, or why it did not scan.</param>
public sealed record UploadEngineView(string Engine, string Version, string Signatures, string Outcome, IReadOnlyList<string> Findings);
