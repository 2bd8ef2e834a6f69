namespace Vigil.Cli.Senders;

/// <summary>What became of the payloads of one sender.</summary>
/// <param name="Errors">Violations of the rules that Vigil holds every finding to.</param>
/// <param name="Observed">Of the <paramref name="Expected"/> observables, those that the findings have.</param>
/// <param name="Problems">Everything that is not as the rules say.</param>
internal sealed record PayloadSummary(string Sender, int Files, int Findings, int Errors, int Observed, int Expected, IReadOnlyList<string> Problems);
