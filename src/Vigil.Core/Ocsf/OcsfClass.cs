namespace Vigil.Core.Ocsf;

/// <summary>Numbers of the OCSF 1.8.0 schema that events are stamped with.</summary>
public static class OcsfClass
{
    /// <summary>The version on the wire.</summary>
    public const string SchemaVersion = "1.8.0";

    public const int FindingsCategory = 2;
    public const string FindingsCategoryName = "Findings";
    public const int DetectionFinding = 2004;
    public const string DetectionFindingName = "Detection Finding";
    public const int IncidentFinding = 2005;
    public const string IncidentFindingName = "Incident Finding";

    /// <summary>activity_id of both classes.</summary>
    public const int ActivityCreate = 1;
    public const int ActivityUpdate = 2;
    public const int ActivityClose = 3;

    /// <summary>The highest severity_id that tells how bad a thing is.</summary>
    public const int SeverityFatal = 6;

    /// <summary>type_uid = class_uid × 100 + activity_id.</summary>
    public static long TypeUid(int classUid, int activityId) => (classUid * 100L) + activityId;

    /// <summary>Caption of an activity_id of both classes.</summary>
    public static string ActivityName(int activityId) => activityId switch
    {
        ActivityCreate => "Create",
        ActivityUpdate => "Update",
        ActivityClose => "Close",
        _ => "Unknown",
    };

    /// <summary>Caption of a severity_id.</summary>
    public static string SeverityName(int severityId) => severityId switch
    {
        1 => "Informational",
        2 => "Low",
        3 => "Medium",
        4 => "High",
        5 => "Critical",
        6 => "Fatal",
        99 => "Other",
        _ => "Unknown",
    };

    /// <summary>Caption of a confidence_id.</summary>
    public static string ConfidenceName(int confidenceId) => confidenceId switch
    {
        1 => "Low",
        2 => "Medium",
        3 => "High",
        _ => "Unknown",
    };
}
