namespace Vigil.Core.Scoring;

/// <summary>The arithmetic of receipts. Scores are rounded once, at the end, to two decimals, halves away from zero.</summary>
public static class ScoreReceipts
{
    /// <summary>No prior is so low that factors could not raise it.</summary>
    public const double ProbabilityMin = 0.02;

    /// <summary>No prior is so high that factors could not lower it.</summary>
    public const double ProbabilityMax = 0.98;

    /// <summary>The score that the receipt's other members give; equal to <see cref="ScoreReceipt.Score"/> to the digit.</summary>
    public static double Recompute(ScoreReceipt receipt)
    {
        var p = Math.Clamp(receipt.Prior * receipt.Confidence, ProbabilityMin, ProbabilityMax);
        var product = 1.0;
        foreach (var factor in receipt.Factors)
        {
            product *= factor.Weight;
        }

        var odds = p / (1 - p) * Math.Clamp(product, receipt.ProductMin, receipt.ProductMax);
        return Round(100 * odds / (1 + odds));
    }

    /// <summary>
    /// 100·(1 − Π(1 − sᵢ/100 · i^−1.5)) over the contributions in their order, i from 1; equal to <see cref="IncidentReceipt.Score"/> to the digit.
    /// </summary>
    public static double Recompute(IncidentReceipt receipt)
    {
        var rest = 1.0;
        for (var i = 0; i < receipt.Contributions.Count; i++)
        {
            rest *= 1 - (receipt.Contributions[i].Score / 100 * Math.Pow(i + 1, -1.5));
        }

        return Round(100 * (1 - rest));
    }

    private static double Round(double score) => Math.Round(score, 2, MidpointRounding.AwayFromZero);
}
