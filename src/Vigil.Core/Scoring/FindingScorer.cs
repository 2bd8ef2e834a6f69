using Microsoft.Extensions.Options;
using Vigil.Core.Scoring.Factors;

namespace Vigil.Core.Scoring;

/// <summary>Scores one finding. Pure: the same subject and options give the same receipt.</summary>
public sealed class FindingScorer(IOptions<ScoreOptions> options)
{
    /// <summary>By kind, which is the order of the receipt and of the multiplication.</summary>
    private static readonly IScoreFactor[] s_factors = [new AssetCriticalityFactor(), new AssetExposureFactor(), new AttackStageFactor()];

    private readonly ScoreOptions _options = options.Value;

    /// <summary>The score with all that it was made of.</summary>
    public ScoreReceipt Score(ScoreSubject subject)
    {
        var factors = new List<ScoreFactor>(s_factors.Length);
        foreach (var factor in s_factors)
        {
            if (factor.Weigh(subject, _options) is { } found)
            {
                factors.Add(found);
            }
        }

        var confidence = subject.Confidence is { } stated && !double.IsNaN(stated) ? Math.Clamp(stated, 0, 1) : 1;
        var receipt = new ScoreReceipt(
            0, subject.SeverityId, _options.Priors.Of(subject.SeverityId), confidence, _options.ProductMin, _options.ProductMax, factors);
        return receipt with { Score = ScoreReceipts.Recompute(receipt) };
    }
}
