using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents.Audit;

/// <summary>Enters changes in the audit and carries them over to the header.</summary>
public sealed class TriageJournal(IncidentStore incidents, AuditLog audit, TimeProvider time)
{
    /// <summary>
    /// Enters the change as the next one of the incident. Where another was entered first, that one is carried over instead, so that it takes
    /// place although whoever entered it may have died.
    /// </summary>
    /// <returns>The incident afterwards, and whether the change is the given one.</returns>
    public async ValueTask<(StoredIncident Incident, bool Ours)> AppendAsync(
        StoredIncident incident, TriageDraft draft, CancellationToken cancellationToken)
    {
        var header = incident.Header;
        var content = header.Content;
        var entry = new AuditEntry(header.Id, header.Triage.Revision + 1, time.GetUtcNow(), draft,
            content.FindingCount - content.AbsorbedCount, content.Receipt.Score, header.Triage.AuditDigest);
        var (stored, ours) = await audit.CreateAsync(entry, cancellationToken);
        return (await CarryOverAsync(stored, cancellationToken), ours);
    }

    /// <summary>Makes the header tell of the entry, if it does not yet.</summary>
    public async ValueTask<StoredIncident> CarryOverAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        while (true)
        {
            var incident = await incidents.ReadAsync(entry.Entry.IncidentId, cancellationToken)
                ?? throw new InvalidOperationException("An incident with an audit has no header; headers are never deleted.");
            if (incident.Header.Triage.Revision >= entry.Entry.Revision)
            {
                return incident;
            }

            var next = TriageChange.Apply(incident.Header, entry);
            if (await incidents.WriteAsync(next, incident.ETag, cancellationToken) is { } written)
            {
                return written;
            }
        }
    }
}
