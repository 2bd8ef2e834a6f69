using System.Text;
using System.Text.Json;
using Vigil.Core.Incidents;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Incidents;

/// <summary>Builds and runs the statement of one listing. What the query gives becomes parameters, never text.</summary>
internal static class IncidentListing
{
    // Comes before every closed incident and after every open one.
    private static readonly IncidentCursor s_beforeClosed = new(1, int.MinValue, double.MinValue, string.Empty);

    public static IncidentPage Read(Session session, IncidentQuery query, IncidentCursor? after, int limit)
    {
        after = Start(query, after);
        using var list = session.Use(Sql(query, after));
        Bind(list, query, after, limit);
        var items = new List<IncidentSummary>();
        IncidentCursor? last = null;
        while (list.Step())
        {
            if (items.Count == limit)
            {
                return new IncidentPage(items, last!.Write());
            }

            items.Add(JsonSerializer.Deserialize(list.Text(0), SqliteJson.Default.IncidentSummary)!);
            last = new IncidentCursor(list.Int32(1), list.Int32(2), list.Double(3), list.Text(4));
        }

        return new IncidentPage(items, null);
    }

    /// <summary>Where to begin: a listing of closed incidents only has no use for the open ones that come before.</summary>
    internal static IncidentCursor? Start(IncidentQuery query, IncidentCursor? after) =>
        query.Statuses is { Count: > 0 } statuses && !statuses.Any(IsOpen) && after is null or { Closed: 0 } ? s_beforeClosed : after;

    internal static string Sql(IncidentQuery query, IncidentCursor? after)
    {
        var sql = new StringBuilder("SELECT summary, closed, priority_rank, score_rank, id FROM incident_index WHERE 1");
        Add(query.Statuses is not null, " AND status IN (SELECT value FROM json_each(?1))");
        Add(query.Statuses is { Count: > 0 } statuses && statuses.All(IsOpen), " AND closed < 1");
        Add(query.Priorities is not null, " AND -priority_rank IN (SELECT value FROM json_each(?2))");
        Add(query.Assignee is not null, " AND assignee = ?3");
        Add(query.Asset is not null, " AND asset = ?4");
        Add(query.Text is not null, " AND instr(search, ?5) > 0");
        Add(query.Since is not null, " AND last_seen >= ?6");
        Add(after is not null, " AND (closed, priority_rank, score_rank, id) > (?7, ?8, ?9, ?10)");
        return sql.Append(" ORDER BY closed, priority_rank, score_rank, id LIMIT ?11").ToString();

        void Add(bool given, string condition) => sql.Append(given ? condition : string.Empty);
    }

    private static void Bind(Statement list, IncidentQuery query, IncidentCursor? after, int limit)
    {
        list.Bind(11, limit + 1L);
        list.Bind(1, query.Statuses is { } statuses ? Json(statuses) : null);
        list.Bind(2, query.Priorities is { } priorities ? Json(priorities) : null);
        list.Bind(3, query.Assignee);
        list.Bind(4, query.Asset is { } asset ? SqliteIncidentIndex.Fold(asset) : null);
        list.Bind(5, query.Text is { } text ? SqliteIncidentIndex.Fold(text) : null);
        list.Bind(6, query.Since?.UtcTicks ?? 0);
        if (after is not null)
        {
            list.Bind(7, after.Closed).Bind(8, after.PriorityRank).Bind(9, after.ScoreRank).Bind(10, after.Id);
        }
    }

    private static bool IsOpen(int status) => status is not (IncidentStatus.Resolved or IncidentStatus.Closed);

    private static string Json(IReadOnlyList<int> values) => $"[{string.Join(',', values)}]";
}
