namespace Vigil.Core.Incidents;

/// <summary>OCSF 1.8.0 status_id of an Incident Finding (not the same as a Detection Finding's).</summary>
public static class IncidentStatus
{
    public const int New = 1;
    public const int InProgress = 2;
    public const int OnHold = 3;
    public const int Resolved = 4;
    public const int Closed = 5;

    /// <summary>The schema's caption.</summary>
    public static string Caption(int statusId) => statusId switch
    {
        New => "New",
        InProgress => "In Progress",
        OnHold => "On Hold",
        Resolved => "Resolved",
        Closed => "Closed",
        _ => "Unknown",
    };
}
