using Vigil.Core.Correlation;
using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents.Publication;

/// <summary>What OCSF has no attribute for: data of the enrichment <c>incident</c>.</summary>
internal sealed record IncidentFacts(
    string Id,
    int Revision,
    int TriageRevision,
    string Key,
    CorrelationRule Rule,
    int FindingCount,
    int ClosedCount,
    int AbsorbedCount,
    string? Proposal,
    string? SuccessorOf,
    string? MergedInto,
    string? ReopenReason,
    bool Escalated)
{
    public static IncidentFacts Of(IncidentHeader header) => new(
        header.Id,
        header.Revision,
        header.Triage.Revision,
        header.Origin.Key,
        header.Origin.Rule,
        header.Content.FindingCount,
        header.Content.ClosedCount,
        header.Content.AbsorbedCount,
        header.Content.Proposal,
        header.Origin.SuccessorOf,
        header.Triage.MergedInto,
        header.Triage.ReopenReason,
        header.Triage.EscalatedAt > 0);
}

/// <summary>Data of the enrichments <c>asset</c> and <c>owner</c>.</summary>
internal sealed record AssetFacts(string? Id, string Name, string? Owner);
