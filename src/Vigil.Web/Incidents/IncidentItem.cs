using System.Text.Json.Serialization;
using Vigil.Core.Incidents;

namespace Vigil.Web.Incidents;

/// <summary>An incident in a list. Names of OCSF attributes are OCSF's, the rest is the API's own.</summary>
public sealed record IncidentItem(
    string Id,
    string Title,
    [property: JsonPropertyName("severity_id")] int SeverityId,
    [property: JsonPropertyName("priority_id")] int PriorityId,
    [property: JsonPropertyName("status_id")] int StatusId,
    double Score,
    string? Asset,
    string? Owner,
    int FindingCount,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    string? Assignee,
    int Revision,
    int TriageRevision)
{
    public static IncidentItem From(IncidentSummary summary) => new(
        summary.Id,
        summary.Title,
        summary.SeverityId,
        summary.PriorityId,
        summary.StatusId,
        summary.Score,
        summary.Asset,
        summary.Owner,
        summary.FindingCount,
        summary.FirstSeen,
        summary.LastSeen,
        summary.Assignee,
        summary.Revision,
        summary.TriageRevision);
}

/// <summary>One page of incidents; <paramref name="Next"/> is the cursor of the page after, null on the last.</summary>
public sealed record IncidentList(IReadOnlyList<IncidentItem> Items, string? Next);
