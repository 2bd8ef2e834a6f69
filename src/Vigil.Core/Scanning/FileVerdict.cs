namespace Vigil.Core.Scanning;

/// <summary>What all engines together say of a file.</summary>
/// <param name="Findings">Names of malware, or traits that make it suspicious.</param>
/// <param name="Reason">Set exactly when it was not scanned.</param>
/// <param name="Engines">What each engine said.</param>
public sealed record FileVerdict(
    ScanVerdict Verdict, IReadOnlyList<string> Findings, NotScannedReason? Reason, IReadOnlyList<EngineAnswer> Engines);
