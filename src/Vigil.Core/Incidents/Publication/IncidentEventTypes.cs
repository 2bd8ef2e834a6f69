namespace Vigil.Core.Incidents.Publication;

/// <summary>CloudEvents types of published incidents, without <see cref="Prefix"/>.</summary>
public static class IncidentEventTypes
{
    public const string Prefix = "vigil.incident.";

    public const string Opened = "opened";
    public const string Updated = "updated";
    public const string Closed = "closed";
    public const string Reopened = "reopened";
    public const string Escalated = "escalated";
}
