using Vigil.Core.Correlation;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;

namespace Vigil.Core.Incidents;

/// <summary>What is read about incidents beyond the index.</summary>
public sealed class IncidentQueries(IncidentStore incidents, MemberStore members, Memberships memberships, AuditLog audit)
{
    private const int HistoryLength = 100;

    /// <summary>The incident with its first findings and its newest history; null when there is none.</summary>
    public async ValueTask<IncidentDetail?> GetAsync(string id, int limit, CancellationToken cancellationToken)
    {
        if (!DeterministicId.IsWellFormed(id) || await incidents.ReadAsync(id, cancellationToken) is not { Header: var header })
        {
            return null;
        }

        var findings = await ListFindingsAsync(id, null, limit, cancellationToken);
        return new IncidentDetail(header, findings!, await audit.ReadLastAsync(header, HistoryLength, cancellationToken));
    }

    /// <summary>One page of the incident's findings, by id; null when there is no such incident.</summary>
    /// <param name="limit">1 to 5,000.</param>
    public async ValueTask<FindingPage?> ListFindingsAsync(string id, string? cursor, int limit, CancellationToken cancellationToken)
    {
        if (!DeterministicId.IsWellFormed(id) || await incidents.FindAsync(id, cancellationToken) is null)
        {
            return null;
        }

        var (items, next) = await members.ListAsync(id, cursor, limit, cancellationToken);
        return new FindingPage([.. items.Select(m => m.Value.ToEntry(m.Key))], next);
    }

    /// <summary>The incident that the finding belongs to; null while it belongs to none.</summary>
    public async ValueTask<string?> FindByFindingAsync(string findingId, CancellationToken cancellationToken) =>
        DeterministicId.IsWellFormed(findingId) && await memberships.FindAsync(findingId, cancellationToken) is { } stored
            ? stored.Value.Incident
            : null;
}
