using Vigil.Core.Enrichment;

namespace Vigil.Core.Scoring.Factors;

/// <summary>From where the asset can be reached; absent where the inventory does not say.</summary>
internal sealed class AssetExposureFactor : IScoreFactor
{
    public const string Kind = "asset-exposure";

    public ScoreFactor? Weigh(ScoreSubject subject, ScoreOptions options)
    {
        var exposure = subject.Asset.Asset?.Exposure ?? Exposure.Unknown;
        return exposure == Exposure.Unknown
            ? null
            : new ScoreFactor(
                Kind, AssetWords.Of(exposure), options.Exposure.Of(exposure), AssetCriticalityFactor.Source, subject.AssetsVersion, subject.AssetsAge);
    }
}
