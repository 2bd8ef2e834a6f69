using Vigil.Core.Enrichment;

namespace Vigil.Core.Scoring.Factors;

/// <summary>From where the asset can be reached; absent where the inventory does not say.</summary>
internal sealed class AssetExposureFactor : IScoreFactor
{
    public const string Kind = "asset-exposure";

    public ScoreFactor? Weigh(ScoreSubject subject, ScoreOptions options)
    {
        var exposure = subject.Asset.Asset?.Exposure ?? Exposure.Unknown;
        return Name(exposure) is { } value
            ? new ScoreFactor(Kind, value, options.Exposure.Of(exposure), AssetCriticalityFactor.Source, subject.AssetsVersion, subject.AssetsAge)
            : null;
    }

    private static string? Name(Exposure exposure) => exposure switch
    {
        Exposure.Internal => "internal",
        Exposure.Partner => "partner",
        Exposure.Internet => "internet",
        _ => null,
    };
}
