using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Scoring;

/// <summary>Weights and thresholds of the score. Section <c>Score</c>.</summary>
public sealed class ScoreOptions
{
    public const string Section = "Score";

    internal const double SmallestWeight = 0.01;
    internal const double LargestWeight = 100;

    /// <summary>Probability that a finding of a severity matters, before anything is known of what it is about.</summary>
    [ValidateObjectMembers]
    public SeverityPriors Priors { get; set; } = new();

    /// <summary>What the odds are multiplied by for the matched asset's criticality.</summary>
    [ValidateObjectMembers]
    public CriticalityWeights Criticality { get; set; } = new();

    /// <summary>What the odds are multiplied by for the matched asset's exposure.</summary>
    [ValidateObjectMembers]
    public ExposureWeights Exposure { get; set; } = new();

    /// <summary>What the odds are multiplied by for the furthest ATT&amp;CK stage.</summary>
    [ValidateObjectMembers]
    public AttackStageWeights AttackStage { get; set; } = new();

    /// <summary>The product of all weights is at least this: 0.01 to 1. Default 0.25.</summary>
    [Range(SmallestWeight, 1.0)]
    public double ProductMin { get; set; } = 0.25;

    /// <summary>The product of all weights is at most this: 1 to 100. Default 16.</summary>
    [Range(1.0, LargestWeight)]
    public double ProductMax { get; set; } = 16;

    /// <summary>From which score on a priority or risk level holds.</summary>
    [ValidateObjectMembers]
    public PriorityThresholds Priority { get; set; } = new();
}

/// <summary>Refuses weights that would make a score leave 0 to 100 or a priority unreachable.</summary>
[OptionsValidator]
public sealed partial class ScoreOptionsValidator : IValidateOptions<ScoreOptions>;
