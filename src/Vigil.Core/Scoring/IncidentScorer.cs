namespace Vigil.Core.Scoring;

/// <summary>Scores an incident out of its findings' scores. Independent of their order; more of the same adds nothing; a lone finding keeps its score.</summary>
public static class IncidentScorer
{
    /// <summary>So many pairs of analytic and asset count; the 101st could add less than 0.1.</summary>
    public const int MaxContributions = 100;

    /// <summary>Scores the findings, each given by what raised it, what it is about (null: nothing named) and its score of 0 to 100.</summary>
    public static IncidentReceipt Score(IEnumerable<(string Analytic, string? Asset, double Score)> findings)
    {
        var highest = new Dictionary<(string Analytic, string? Asset), double>();
        foreach (var (analytic, asset, score) in findings)
        {
            var key = (analytic, asset);
            if (!highest.TryGetValue(key, out var known) || score > known)
            {
                highest[key] = score;
            }
        }

        var contributions = highest
            .Select(pair => new IncidentContribution(pair.Key.Analytic, pair.Key.Asset, Math.Clamp(pair.Value, 0, 100)))
            .OrderByDescending(c => c.Score)
            .ThenBy(c => c.Analytic, StringComparer.Ordinal)
            .ThenBy(c => c.Asset, StringComparer.Ordinal)
            .Take(MaxContributions)
            .ToList();
        var receipt = new IncidentReceipt(0, highest.Count, contributions);
        return receipt with { Score = ScoreReceipts.Recompute(receipt) };
    }
}
