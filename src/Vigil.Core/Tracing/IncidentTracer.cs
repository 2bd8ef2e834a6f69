using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Scoring;

namespace Vigil.Core.Tracing;

/// <summary>Tells what became of an incident.</summary>
public sealed class IncidentTracer(IncidentStore incidents, AuditLog audit)
{
    private const int HistoryLength = 20;

    /// <summary>Null while the incident has no header.</summary>
    public async ValueTask<IncidentTrace?> TraceAsync(string id, CancellationToken cancellationToken)
    {
        if (await incidents.ReadAsync(id, cancellationToken) is not { Header: var header })
        {
            return null;
        }

        var history = await audit.ReadLastAsync(header, HistoryLength, cancellationToken);
        return new IncidentTrace(
            id,
            header.Content.Title,
            Priority.Caption(header.Content.PriorityId),
            IncidentStatus.Caption(header.Triage.StatusId),
            header.Content.Receipt.Score,
            header.Origin.OpenedAt,
            header.Revision,
            header.Publication.Revision == 0 ? null : header.Publication.At,
            header.Publication.Revision,
            [.. history.Select(e => new TriageTrace(e.At, e.Change.Actor.Name, NameOf(e.Change.Verb), e.Change.Comment))]);
    }

    private static string NameOf(TriageVerb verb) => verb switch
    {
        TriageVerb.LegalHold => "legal-hold",
        TriageVerb.LegalRelease => "legal-release",
        _ => verb.ToString().ToLowerInvariant(),
    };
}
