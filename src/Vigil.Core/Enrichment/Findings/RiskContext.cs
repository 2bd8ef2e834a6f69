using System.Globalization;
using System.Text;
using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;
using OcsfEnrichment = Vigil.Core.Ocsf.Enrichment;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>Writes a score into a finding: as OCSF risk, in words, and with its receipt.</summary>
internal static class RiskContext
{
    public const string EnrichmentName = "vigil.score";

    public static void Write(DetectionFinding finding, ScoreReceipt receipt, PriorityThresholds thresholds)
    {
        var level = Priority.FromScore(receipt.Score, thresholds);
        var score = receipt.Score.ToString("0.00", CultureInfo.InvariantCulture);

        // OCSF wants an integer; rounded down it never contradicts the level.
        finding.RiskScore = (int)receipt.Score;
        finding.RiskLevelId = level;
        finding.RiskLevel = Priority.Caption(level);
        finding.RiskDetails = Explain(receipt, score);
        (finding.Enrichments ??= []).Add(new OcsfEnrichment
        {
            Name = EnrichmentName,
            Value = score,
            Type = "score",
            Provider = "vigil",
            Data = RawJson.Of(receipt, FindingContextJson.Default.ScoreReceipt),
        });
    }

    private static string Explain(ScoreReceipt receipt, string score)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"Score {score}: severity {OcsfClass.SeverityName(receipt.SeverityId)} ({receipt.Prior:0.##}) at confidence {receipt.Confidence:0.##}");
        foreach (var factor in receipt.Factors)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {factor.Kind.Replace('-', ' ')} {factor.Value} × {factor.Weight:0.##}");
        }

        return text.Append('.').ToString();
    }
}
