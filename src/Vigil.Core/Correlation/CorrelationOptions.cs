using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Correlation;

/// <summary>How findings become incidents. Section <c>Correlation</c>.</summary>
public sealed class CorrelationOptions : IValidatableObject
{
    public const string Section = "Correlation";

    /// <summary>The rule that findings are grouped by. Default: sender, analytic, primary key.</summary>
    public CorrelationRule Rule { get; set; } = CorrelationRule.Default;

    /// <summary>An incident that received nothing for longer takes no more findings. By received time, never a sender's clock. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(24);

    /// <summary>An older incident takes no more findings. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>An incident with so many findings takes no more. Default 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxMembers { get; set; } = 10_000;

    /// <summary>How long an incident closed as False Positive, Benign or Duplicate absorbs findings of its key. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan AbsorbFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Delay of a refresh, so that one listing serves all findings that arrive meanwhile. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RefreshDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A refresh that was asked for longer ago and is still to come is asked for again. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RefreshStaleAfter { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Rule.Fields.Count == 0)
        {
            yield return new ValidationResult("A rule without fields would make one incident of everything.", [nameof(Rule)]);
        }
    }
}

/// <summary>Refuses limits that storage or headers cannot keep.</summary>
[OptionsValidator]
public sealed partial class CorrelationOptionsValidator : IValidateOptions<CorrelationOptions>;
