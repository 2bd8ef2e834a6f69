namespace Vigil.Core.Scoring;

/// <summary>OCSF priority_id; risk_level_id uses the same numbers from 1 on (its 0 is Info, not Unknown).</summary>
public static class Priority
{
    public const int Low = 1;
    public const int Medium = 2;
    public const int High = 3;
    public const int Critical = 4;

    /// <summary>The priority of a score of 0 to 100.</summary>
    public static int FromScore(double score, PriorityThresholds thresholds) =>
        score >= thresholds.Critical ? Critical
        : score >= thresholds.High ? High
        : score >= thresholds.Medium ? Medium
        : Low;

    /// <summary>The schema's caption.</summary>
    public static string Caption(int priorityId) => priorityId switch
    {
        Low => "Low",
        Medium => "Medium",
        High => "High",
        Critical => "Critical",
        _ => "Unknown",
    };
}
