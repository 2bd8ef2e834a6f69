using System.Globalization;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Core.Scanning.Effects;

/// <summary>The verdict as metadata of the copy in <c>clean/</c> or <c>quarantine/</c>.</summary>
public static class VerdictMetadata
{
    private const int MaxFindings = 1024;

    public static IReadOnlyDictionary<string, string> Of(UploadRecord upload, UploadVerdict verdict)
    {
        var metadata = new Dictionary<string, string>
        {
            ["upload"] = upload.UploadId,
            ["name"] = Uri.EscapeDataString(upload.Name.Length <= AcceptUpload.MaxNameLength ? upload.Name : upload.Name[..AcceptUpload.MaxNameLength]),
            ["verdict"] = ScanWords.Of(verdict.File.Verdict),
            ["sha256"] = verdict.Sha256,
            ["scanned"] = verdict.ScannedAt.ToString("O", CultureInfo.InvariantCulture),
            ["engines"] = Uri.EscapeDataString(verdict.Signatures),
        };
        if (verdict.File.Reason is { } reason)
        {
            metadata["reason"] = ScanWords.Of(reason);
        }

        if (verdict.File.Findings.Count > 0)
        {
            var findings = Uri.EscapeDataString(string.Join("; ", verdict.File.Findings));
            metadata["findings"] = findings.Length <= MaxFindings ? findings : findings[..MaxFindings];
        }

        return metadata;
    }
}
