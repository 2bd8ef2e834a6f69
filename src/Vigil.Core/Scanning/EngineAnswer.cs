namespace Vigil.Core.Scanning;

/// <summary>What one engine says of one file.</summary>
/// <param name="Findings">Names of malware, or what makes the file suspicious; as the engine gives them, bounded and printable.</param>
/// <param name="Reason">Set exactly when the verdict is <see cref="ScanVerdict.NotScanned"/>.</param>
public sealed record EngineAnswer(
    string Engine, string Version, string Signatures, ScanVerdict Verdict, IReadOnlyList<string> Findings, NotScannedReason? Reason);
