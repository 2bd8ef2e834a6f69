namespace Vigil.Core.Scoring;

/// <summary>How an incident's score came about; see <see cref="ScoreReceipts.Recompute(IncidentReceipt)"/>.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Distinct">How many different pairs of analytic and asset there are; those beyond the first 100 add nothing.</param>
/// <param name="Contributions">The highest score of each pair, descending, at most 100.</param>
public sealed record IncidentReceipt(double Score, int Distinct, IReadOnlyList<IncidentContribution> Contributions);

/// <summary>The highest score among the findings of one analytic on one asset.</summary>
/// <param name="Asset">The primary key of the findings; null when they name nothing.</param>
public sealed record IncidentContribution(string Analytic, string? Asset, double Score);
