using System.Text.Json;
using Vigil.Core.Incidents;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Incidents;

/// <summary>Incident headers as rows: the columns that queries and order need, and the summary as JSON.</summary>
public sealed class SqliteIncidentIndex(SqliteDatabase database) : IIncidentIndex
{
    // Stands between the texts of the search column; no title or asset holds it.
    private const char Separator = '\u001f';

    public async ValueTask UpsertAsync(IncidentSummary summary, CancellationToken cancellationToken) =>
        await database.WriteAsync(summary, static (session, summary) => Upsert(session, summary), cancellationToken);

    public async ValueTask RemoveAsync(string id, CancellationToken cancellationToken) =>
        await database.WriteAsync(id, static (session, id) => Remove(session, id), cancellationToken);

    public ValueTask<IncidentPage> ListAsync(IncidentQuery query, string? cursor, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StorageRules.MaxPage);
        var after = cursor is null ? null : IncidentCursor.Parse(cursor);
        return ValueTask.FromResult(cursor is not null && after is null
            ? new IncidentPage([], null)
            : database.Read((query, after, limit), static (session, s) => IncidentListing.Read(session, s.query, s.after, s.limit)));
    }

    private static bool Upsert(Session session, IncidentSummary summary)
    {
        using var upsert = session.Use("""
            INSERT INTO incident_index (id, closed, priority_rank, score_rank, status, assignee, asset, last_seen, revision, search, summary)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            ON CONFLICT (id) DO UPDATE SET closed = ?2, priority_rank = ?3, score_rank = ?4, status = ?5, assignee = ?6, asset = ?7,
                last_seen = ?8, revision = ?9, search = ?10, summary = ?11
            WHERE revision <= ?9
            """);
        return upsert.Bind(1, summary.Id).Bind(2, summary.IsOpen ? 0 : 1).Bind(3, -summary.PriorityId).Bind(4, -summary.Score)
            .Bind(5, summary.StatusId).Bind(6, summary.Assignee ?? string.Empty).Bind(7, Fold(summary.Asset ?? string.Empty))
            .Bind(8, summary.LastSeen.UtcTicks).Bind(9, summary.Revision)
            .Bind(10, Fold(string.Join(Separator, [summary.Title, summary.Asset ?? string.Empty, summary.Id, .. summary.Observables])))
            .Bind(11, JsonSerializer.Serialize(summary, SqliteJson.Default.IncidentSummary))
            .Run() > 0;
    }

    private static bool Remove(Session session, string id)
    {
        using var delete = session.Use("DELETE FROM incident_index WHERE id = ?1");
        return delete.Bind(1, id).Run() > 0;
    }

    internal static string Fold(string text) => text.ToLowerInvariant();
}
