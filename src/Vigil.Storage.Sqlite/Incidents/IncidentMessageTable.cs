using System.Globalization;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Incidents;

/// <summary>The statements over the incident queue's tables. Locks work as the receipts of work messages do.</summary>
internal static class IncidentMessageTable
{
    // More than the one that a publication adds, so that a backlog of old messages shrinks, and few enough not to be felt.
    private const int DroppedPerPublication = 16;

    public static bool Publish(Session session, IncidentMessage message, string? properties, long now, long forgetBefore, long dropBefore)
    {
        using var drop = session.Use("""
            DELETE FROM incident_messages WHERE id IN (
                SELECT id FROM incident_messages WHERE dead_reason IS NULL AND published_at < ?1 AND visible_at <= ?2 ORDER BY published_at LIMIT ?3)
            """);
        drop.Bind(1, dropBefore).Bind(2, now).Bind(3, DroppedPerPublication).Run();
        using var forget = session.Use("DELETE FROM incident_published WHERE published_at < ?1");
        forget.Bind(1, forgetBefore).Run();
        using var remember = session.Use("INSERT INTO incident_published (message_id, published_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        if (remember.Bind(1, message.MessageId).Bind(2, now).Run() == 0)
        {
            return false;
        }

        using var insert = session.Use(
            "INSERT INTO incident_messages (message_id, subject, properties, body, published_at, visible_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)");
        insert.Bind(1, message.MessageId).Bind(2, message.Subject).Bind(3, properties).Bind(4, message.Body.Span).Bind(5, now).Run();
        return true;
    }

    public static List<ReceivedIncident> Receive(Session session, int max, long now, long lockedUntil)
    {
        using var take = session.Use("""
            UPDATE incident_messages SET visible_at = ?3, delivery_count = delivery_count + 1, receipt = receipt + 1
            WHERE id IN (SELECT id FROM incident_messages WHERE dead_reason IS NULL AND visible_at <= ?1 ORDER BY visible_at, id LIMIT ?2)
            RETURNING id, receipt, delivery_count, message_id, subject, properties, body
            """);
        return TakeInOrder(take.Bind(1, now).Bind(2, max).Bind(3, lockedUntil), Read);
    }

    public static List<DeadLetteredIncident> ReceiveDead(Session session, int max, long now, long lockedUntil)
    {
        using var take = session.Use("""
            UPDATE incident_messages SET visible_at = ?3, delivery_count = delivery_count + 1, receipt = receipt + 1
            WHERE id IN (SELECT id FROM incident_messages WHERE dead_reason IS NOT NULL AND visible_at <= ?1 ORDER BY visible_at, id LIMIT ?2)
            RETURNING id, receipt, delivery_count, message_id, subject, properties, body, dead_reason, dead_description, published_at
            """);
        return TakeInOrder(take.Bind(1, now).Bind(2, max).Bind(3, lockedUntil), static row => new DeadLetteredIncident(
            Read(row), row.Text(7), row.Text(8), new DateTimeOffset(row.Int64(9), TimeSpan.Zero)));
    }

    public static bool AnyVisible(Session session, long now)
    {
        using var find = session.Use("SELECT 1 FROM incident_messages WHERE dead_reason IS NULL AND visible_at <= ?1 LIMIT 1");
        return find.Bind(1, now).Step();
    }

    public static bool AnyDeadVisible(Session session, long now)
    {
        using var find = session.Use("SELECT 1 FROM incident_messages WHERE dead_reason IS NOT NULL AND visible_at <= ?1 LIMIT 1");
        return find.Bind(1, now).Step();
    }

    public static bool Complete(Session session, string lockToken)
    {
        using var delete = session.Use("DELETE FROM incident_messages WHERE id = ?1 AND receipt = ?2");
        return Hold(delete, lockToken).Run() > 0;
    }

    public static bool Release(Session session, string lockToken, long visibleAt)
    {
        using var release = session.Use("UPDATE incident_messages SET visible_at = ?3, receipt = receipt + 1 WHERE id = ?1 AND receipt = ?2");
        return Hold(release, lockToken).Bind(3, visibleAt).Run() > 0;
    }

    public static bool DeadLetter(Session session, string lockToken, string reason, string description, long now)
    {
        using var setAside = session.Use("""
            UPDATE incident_messages SET dead_reason = ?3, dead_description = ?4, visible_at = ?5, receipt = receipt + 1 WHERE id = ?1 AND receipt = ?2
            """);
        return Hold(setAside, lockToken).Bind(3, reason).Bind(4, description).Bind(5, now).Run() > 0;
    }

    // What an UPDATE returns is in no order.
    private static List<T> TakeInOrder<T>(Statement take, Func<Statement, T> read)
    {
        var taken = new List<(long Id, T Row)>();
        while (take.Step())
        {
            taken.Add((take.Int64(0), read(take)));
        }

        taken.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return taken.ConvertAll(t => t.Row);
    }

    private static ReceivedIncident Read(Statement row) => new(
        string.Create(CultureInfo.InvariantCulture, $"{row.Int64(0)}.{row.Int64(1)}"),
        row.Int32(2),
        new IncidentMessage(row.Text(3), row.Text(4), row.Bytes(6).ToArray(), PropertiesText.Read(row.IsNull(5) ? null : row.Text(5))));

    private static Statement Hold(Statement statement, string lockToken)
    {
        var dot = lockToken.IndexOf('.', StringComparison.Ordinal);
        return statement
            .Bind(1, long.Parse(lockToken.AsSpan(0, dot), CultureInfo.InvariantCulture))
            .Bind(2, long.Parse(lockToken.AsSpan(dot + 1), CultureInfo.InvariantCulture));
    }
}
