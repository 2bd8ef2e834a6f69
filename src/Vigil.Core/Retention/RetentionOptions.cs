using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Retention;

/// <summary>How long records are kept, whoever wrote them. Section <c>Retention</c>. What an open incident or one on legal hold refers to stays.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    private const string Min = "1.00:00:00";
    private const string Max = "36500.00:00:00";

    /// <summary>Raw alerts. Default 90 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Alerts { get; set; } = TimeSpan.FromDays(90);

    /// <summary>What tells a repeat from a new alert: the tombstones of alerts, and the marks of bodies. Not less than <see cref="Alerts"/>. Default 400 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Done { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Findings that are in no incident, or whose incident was settled so long ago. Default 400 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Findings { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Resolved and closed incidents, with their findings and audit, from when they were settled. Default 730 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Incidents { get; set; } = TimeSpan.FromDays(730);

    /// <summary>Entries of what people did to the installation. Default 730 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Operations { get; set; } = TimeSpan.FromDays(730);

    /// <summary>Dead letters, from when they were last set aside. Default 90 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan DeadLetters { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Daily reports and the counts under them. Default 400 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Reports { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Files that were scanned and let go, in <c>clean</c>; who needs one longer takes it from there. Default 365 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Clean { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Files that were locked away, in <c>quarantine</c>. Default 180 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Quarantine { get; set; } = TimeSpan.FromDays(180);

    /// <summary>Files that nobody could scan, in <c>uploads</c>; those that wait for it stay. Default 90 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Held { get; set; } = TimeSpan.FromDays(90);

    /// <summary>What is known of uploads whose file is gone: who, when, verdict. Default 400 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Scans { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Snapshots of reference data and lists of hashes that are no longer current, and verdicts that are remembered by content. Default 30 days.</summary>
    [Range(typeof(TimeSpan), Min, Max)]
    public TimeSpan Snapshots { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Refuses options outside of their ranges.</summary>
[OptionsValidator]
internal sealed partial class RetentionRanges : IValidateOptions<RetentionOptions>;

/// <summary>Refuses retention that would let a repeat pass for a new alert.</summary>
public sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    private readonly RetentionRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, RetentionOptions options) =>
        _ranges.Validate(name, options) is { Failed: true } failed ? failed
        : options.Done < options.Alerts ? ValidateOptionsResult.Fail("Retention:Done is not less than Retention:Alerts.")
        : ValidateOptionsResult.Success;
}
