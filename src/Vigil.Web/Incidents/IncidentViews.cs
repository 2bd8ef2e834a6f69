using System.Text.Json;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Scoring;

namespace Vigil.Web.Incidents;

/// <summary>An incident in full.</summary>
/// <param name="TriageRevision">What <c>If-Match</c> of the next action carries; also the answer's ETag.</param>
/// <param name="Incident">The OCSF 1.8.0 Incident Finding.</param>
/// <param name="Findings">The first page of its findings.</param>
/// <param name="Receipt">What its score is made of.</param>
/// <param name="History">What was done with it, oldest first: the newest 100 entries of the audit.</param>
/// <param name="AuditFault">What is wrong with the chain of the audit; null when nothing is.</param>
public sealed record IncidentView(
    string Id,
    int Revision,
    int TriageRevision,
    IncidentItem Summary,
    JsonElement Incident,
    FindingList Findings,
    IncidentReceipt Receipt,
    IReadOnlyList<AuditEntry> History,
    string? AuditFault);

/// <summary>One page of findings; <paramref name="Next"/> is the cursor of the page after, null on the last.</summary>
public sealed record FindingList(IReadOnlyList<FindingView> Items, string? Next);

/// <summary>A finding of an incident.</summary>
/// <param name="Receipt">What its score is made of; null when the finding has expired.</param>
/// <param name="Finding">The OCSF 1.8.0 Detection Finding; null when it has expired.</param>
public sealed record FindingView(
    string Id,
    string AlertId,
    string Title,
    int SeverityId,
    double Score,
    string? Asset,
    DateTimeOffset ReceivedAt,
    bool Closed,
    ScoreReceipt? Receipt,
    JsonElement? Finding);
