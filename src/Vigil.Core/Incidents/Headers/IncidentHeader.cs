namespace Vigil.Core.Incidents.Headers;

/// <summary>Content of <c>incidents/{id}/header</c>: all that is known of an incident, in at most 64 KiB.</summary>
/// <param name="Revision">Rises with every change of content or triage; from 1.</param>
/// <param name="Listed">Rises with every listing of the members that went into <paramref name="Content"/>.</param>
/// <param name="ModifiedAt">When <paramref name="Revision"/> last rose.</param>
public sealed record IncidentHeader(
    IncidentOrigin Origin,
    IncidentContent Content,
    TriageState Triage,
    PublicationState Publication,
    int Revision,
    int Listed,
    DateTimeOffset ModifiedAt)
{
    public string Id => Origin.Id;

    public bool IsSettled => Triage.StatusId is IncidentStatus.Resolved or IncidentStatus.Closed;

    /// <summary>The incident as a row of a list.</summary>
    public IncidentSummary ToSummary() => new(
        Id,
        Origin.Tenant,
        Content.Title,
        Content.SeverityId,
        Content.PriorityId,
        Triage.StatusId,
        Content.Receipt.Score,
        Content.Asset,
        Content.Owner,
        Content.FindingCount,
        Content.FirstSeen,
        Content.LastSeen,
        Triage.Assignee?.Id,
        Revision,
        Triage.Revision,
        [.. Content.Observables.Select(o => o.Value!.ToLowerInvariant()).Distinct()]);
}
