using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Enrichment;

/// <summary>How alerts become findings. Section <c>Enrichment</c>.</summary>
public sealed class EnrichOptions
{
    public const string Section = "Enrichment";

    /// <summary>Records of one alert that are stored at the same time: 1 to 256. Default 32.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 32;

    /// <summary>Tries to replace a finding that others keep replacing, before the alert is put off: 1 to 100. Default 8.</summary>
    [Range(1, 100)]
    public int MaxConflicts { get; set; } = 8;

    /// <summary>How long an alert waits for reference data that is not loaded yet: 100 ms to 1 h. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan ReferenceDataRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an alert waits after too many conflicts: 100 ms to 1 h. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan ConflictRetry { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Refuses options outside of their ranges.</summary>
[OptionsValidator]
public sealed partial class EnrichOptionsValidator : IValidateOptions<EnrichOptions>;
