using System.ComponentModel.DataAnnotations;
using Vigil.Core.Enrichment;

namespace Vigil.Core.Scoring;

/// <summary>Weight per asset exposure, 0.01 to 100; an asset without one weighs 1.</summary>
public sealed class ExposureWeights
{
    /// <summary>Default 0.8.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Internal { get; set; } = 0.8;

    /// <summary>Default 1.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Partner { get; set; } = 1;

    /// <summary>Default 1.5.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Internet { get; set; } = 1.5;

    internal double Of(Exposure exposure) => exposure switch
    {
        Exposure.Internal => Internal,
        Exposure.Partner => Partner,
        Exposure.Internet => Internet,
        _ => 1,
    };
}
