namespace Vigil.Core.Scoring;

/// <summary>
/// How a finding's score came about; <see cref="Score"/> can be recomputed from the rest to the digit:
/// p = prior × confidence, clamped to [0.02, 0.98]; odds = p/(1−p) × product of weights, the product held in
/// [<see cref="ProductMin"/>, <see cref="ProductMax"/>]; score = 100·odds/(1+odds).
/// </summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Prior">Probability for the severity.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Factors">Sorted by kind; each kind at most once.</param>
public sealed record ScoreReceipt(
    double Score, int SeverityId, double Prior, double Confidence, double ProductMin, double ProductMax, IReadOnlyList<ScoreFactor> Factors);

/// <summary>One factor of a score.</summary>
/// <param name="Kind">As in <c>asset-criticality</c>, <c>asset-exposure</c>, <c>attack-stage</c>.</param>
/// <param name="Value">What was found, as in <c>critical</c>.</param>
/// <param name="Weight">What the odds were multiplied by.</param>
/// <param name="Source">Where the value came from, as in <c>assets</c> or <c>sender</c>.</param>
/// <param name="DataVersion">Version of that source's data; null where it has none.</param>
/// <param name="DataAge">How old that data was when the score was made; null where unknown.</param>
public sealed record ScoreFactor(string Kind, string Value, double Weight, string Source, string? DataVersion, TimeSpan? DataAge);
