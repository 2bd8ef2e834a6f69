using System.ComponentModel.DataAnnotations;

namespace Vigil.Core.Scoring;

/// <summary>The lowest score of each priority; below <see cref="Medium"/> it is Low.</summary>
public sealed class PriorityThresholds : IValidatableObject
{
    /// <summary>0 to 100. Default 40.</summary>
    [Range(0.0, 100.0)]
    public double Medium { get; set; } = 40;

    /// <summary>0 to 100, not below <see cref="Medium"/>. Default 70.</summary>
    [Range(0.0, 100.0)]
    public double High { get; set; } = 70;

    /// <summary>0 to 100, not below <see cref="High"/>. Default 90.</summary>
    [Range(0.0, 100.0)]
    public double Critical { get; set; } = 90;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Medium > High || High > Critical)
        {
            yield return new ValidationResult("Medium, High and Critical must rise.", [nameof(Medium), nameof(High), nameof(Critical)]);
        }
    }
}
