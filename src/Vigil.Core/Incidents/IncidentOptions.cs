using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Vigil.Core.Scoring;

namespace Vigil.Core.Incidents;

/// <summary>How incidents are told of. Section <c>Incidents</c>.</summary>
public sealed class IncidentOptions
{
    public const string Section = "Incidents";

    /// <summary>Changes that are not urgent are published at most this often per incident. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan PublishEvery { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The group that a new incident is assigned to; OCSF wants one. Default <c>triage</c>.</summary>
    [Required, StringLength(128)]
    public string AssigneeGroup { get; set; } = "triage";

    /// <summary>CloudEvents source of published incidents. Default <c>/vigil</c>.</summary>
    [Required, StringLength(128)]
    public string Source { get; set; } = "/vigil";

    /// <summary>A New incident of Critical priority is escalated after this. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan EscalateCriticalAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A New incident of High priority is escalated after this. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan EscalateHighAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A New incident of Medium priority is escalated after this. Default 8 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan EscalateMediumAfter { get; set; } = TimeSpan.FromHours(8);

    /// <summary>A New incident of Low priority is escalated after this. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan EscalateLowAfter { get; set; } = TimeSpan.FromHours(24);

    internal TimeSpan EscalateAfter(int priorityId) => priorityId switch
    {
        Priority.Critical => EscalateCriticalAfter,
        Priority.High => EscalateHighAfter,
        Priority.Medium => EscalateMediumAfter,
        _ => EscalateLowAfter,
    };
}

/// <summary>Refuses times and names that cannot be kept.</summary>
[OptionsValidator]
public sealed partial class IncidentOptionsValidator : IValidateOptions<IncidentOptions>;
