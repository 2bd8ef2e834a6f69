namespace Vigil.Core.Incidents;

/// <summary>An incident in a list.</summary>
/// <param name="SeverityId">OCSF severity_id, the highest of its findings.</param>
/// <param name="PriorityId">OCSF priority_id: 1 Low, 2 Medium, 3 High, 4 Critical.</param>
/// <param name="StatusId">OCSF status_id of an Incident Finding: 1 New, 2 In Progress, 3 On Hold, 4 Resolved, 5 Closed.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Asset">Name of the primary asset, or of what stands for it; null when nothing does.</param>
/// <param name="Owner">Who owns the asset, as the inventory says.</param>
/// <param name="Revision">Rises with every stored change.</param>
/// <param name="TriageRevision">Rises with every person's action; what <c>If-Match</c> carries.</param>
/// <param name="Observables">Values to search for, lower-case, at most 50.</param>
public sealed record IncidentSummary(
    string Id,
    string Tenant,
    string Title,
    int SeverityId,
    int PriorityId,
    int StatusId,
    double Score,
    string? Asset,
    string? Owner,
    int FindingCount,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    string? Assignee,
    int Revision,
    int TriageRevision,
    IReadOnlyList<string> Observables)
{
    /// <summary>Neither Resolved nor Closed.</summary>
    public bool IsOpen => StatusId is not (IncidentStatus.Resolved or IncidentStatus.Closed);
}
