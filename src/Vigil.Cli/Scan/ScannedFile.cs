using System.Text.Json.Serialization;
using Vigil.Core.Scanning;
using Vigil.Web.Uploads;

namespace Vigil.Cli.Scan;

/// <summary>What <c>vigil scan</c> tells of one file, in the words of the API.</summary>
/// <param name="Reason">Why it was not scanned; null when it was.</param>
/// <param name="Fault">What kept it from being read; null when nothing did.</param>
internal sealed record ScannedFile(
    string Path, long Length, string Verdict, string? Reason, IReadOnlyList<string> Findings, IReadOnlyList<UploadEngineView> Engines, string? Fault)
{
    [JsonIgnore]
    public ScanVerdict Kind { get; private init; } = ScanVerdict.NotScanned;

    /// <summary>0 clean, 1 malicious or suspicious, 2 not scanned.</summary>
    [JsonIgnore]
    public int ExitCode => Kind switch
    {
        ScanVerdict.Clean => 0,
        ScanVerdict.NotScanned => 2,
        _ => 1,
    };

    public static ScannedFile Of(FoundFile file, FileVerdict verdict) => new(
        file.Path,
        file.Length,
        ScanWords.Of(verdict.Verdict),
        verdict.Reason is { } reason ? ScanWords.Of(reason) : null,
        verdict.Findings,
        [.. verdict.Engines.Select(e => new UploadEngineView(e.Engine, e.Version, e.Signatures, ScanWords.Of(e), e.Findings))],
        null)
    {
        Kind = verdict.Verdict,
    };

    public static ScannedFile Unreadable(FoundFile file, string fault) =>
        new(file.Path, file.Length, ScanWords.Of(ScanVerdict.NotScanned), "unreadable", [], [], fault);

    /// <summary>The worse of two exit codes: what was found counts before what was not looked at.</summary>
    public static int Worse(int one, int other) => one == 1 || other == 1 ? 1 : Math.Max(one, other);
}
