using System.Text.Json.Serialization;
using Vigil.Core.Scanning;

namespace Vigil.Cli.Scan;

/// <summary>What <c>vigil scan</c> tells of one file.</summary>
/// <param name="Reason">Why it was not scanned; null when it was.</param>
/// <param name="Fault">What kept it from being read; null when nothing did.</param>
internal sealed record ScannedFile(
    string Path, long Length, ScanVerdict Verdict, string? Reason, IReadOnlyList<string> Findings, IReadOnlyList<EngineAnswer> Engines, string? Fault)
{
    public static ScannedFile Of(FoundFile file, FileVerdict verdict) => new(
        file.Path, file.Length, verdict.Verdict, verdict.Reason?.ToString(), verdict.Findings, verdict.Engines, null);

    public static ScannedFile Unreadable(FoundFile file, string fault) => new(
        file.Path, file.Length, ScanVerdict.NotScanned, nameof(Unreadable), [], [], fault);

    /// <summary>0 clean, 1 malicious or suspicious, 2 not scanned.</summary>
    [JsonIgnore]
    public int ExitCode => Verdict switch
    {
        ScanVerdict.Clean => 0,
        ScanVerdict.NotScanned => 2,
        _ => 1,
    };

    /// <summary>The worse of two exit codes: what was found counts before what was not looked at.</summary>
    public static int Worse(int one, int other) => one == 1 || other == 1 ? 1 : Math.Max(one, other);
}
