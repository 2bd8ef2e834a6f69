using System.ComponentModel.DataAnnotations;

namespace Vigil.Core.Scoring;

/// <summary>Prior probability per OCSF severity_id, 0 to 1.</summary>
public sealed class SeverityPriors
{
    /// <summary>severity_id 1. Default 0.05.</summary>
    [Range(0.0, 1.0)]
    public double Informational { get; set; } = 0.05;

    /// <summary>severity_id 2. Default 0.15.</summary>
    [Range(0.0, 1.0)]
    public double Low { get; set; } = 0.15;

    /// <summary>severity_id 3, and every other that is not listed here (0 Unknown, 99 Other). Default 0.35.</summary>
    [Range(0.0, 1.0)]
    public double Medium { get; set; } = 0.35;

    /// <summary>severity_id 4. Default 0.6.</summary>
    [Range(0.0, 1.0)]
    public double High { get; set; } = 0.6;

    /// <summary>severity_id 5. Default 0.8.</summary>
    [Range(0.0, 1.0)]
    public double Critical { get; set; } = 0.8;

    /// <summary>severity_id 6. Default 0.9.</summary>
    [Range(0.0, 1.0)]
    public double Fatal { get; set; } = 0.9;

    internal double Of(int severityId) => severityId switch
    {
        1 => Informational,
        2 => Low,
        4 => High,
        5 => Critical,
        6 => Fatal,
        _ => Medium,
    };
}
