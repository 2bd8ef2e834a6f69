using System.ComponentModel.DataAnnotations;
using Vigil.Core.Enrichment;

namespace Vigil.Core.Scoring;

/// <summary>Weight per asset criticality, 0.01 to 100; an asset without one weighs 1.</summary>
public sealed class CriticalityWeights
{
    /// <summary>Default 0.5.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Low { get; set; } = 0.5;

    /// <summary>Default 1.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Medium { get; set; } = 1;

    /// <summary>Default 1.5.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double High { get; set; } = 1.5;

    /// <summary>Default 2.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Critical { get; set; } = 2;

    internal double Of(Criticality criticality) => criticality switch
    {
        Enrichment.Criticality.Low => Low,
        Enrichment.Criticality.Medium => Medium,
        Enrichment.Criticality.High => High,
        Enrichment.Criticality.Critical => Critical,
        _ => 1,
    };
}
