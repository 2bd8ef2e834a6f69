using Vigil.Core.Enrichment;

namespace Vigil.Core.Scoring.Factors;

/// <summary>
/// How much the asset matters. Always in the receipt, with weight 1 where no single asset is known, so that the receipt tells which inventory
/// was asked and what it answered.
/// </summary>
internal sealed class AssetCriticalityFactor : IScoreFactor
{
    public const string Kind = "asset-criticality";
    public const string Source = "assets";

    public ScoreFactor Weigh(ScoreSubject subject, ScoreOptions options)
    {
        var (value, weight) = subject.Asset switch
        {
            { Kind: AssetMatchKind.Unique, Asset: { } asset } => (AssetWords.Of(asset.Criticality), options.Criticality.Of(asset.Criticality)),
            { Kind: AssetMatchKind.Ambiguous } => ("ambiguous", 1),
            _ => ("no-asset", 1.0),
        };
        return new ScoreFactor(Kind, value, weight, Source, subject.AssetsVersion, subject.AssetsAge);
    }
}
