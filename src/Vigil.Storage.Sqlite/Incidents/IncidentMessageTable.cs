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
                SELECT id FROM incident_messages WHERE published_at < ?1 AND visible_at <= ?2 ORDER BY published_at LIMIT ?3)
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
            WHERE id IN (SELECT id FROM incident_messages WHERE visible_at <= ?1 ORDER BY visible_at, id LIMIT ?2)
            RETURNING id, receipt, delivery_count, message_id, subject, properties, body
            """);
        take.Bind(1, now).Bind(2, max).Bind(3, lockedUntil);
        var taken = new List<(long Id, ReceivedIncident Message)>();
        while (take.Step())
        {
            var properties = PropertiesText.Read(take.IsNull(5) ? null : take.Text(5));
            var message = new IncidentMessage(take.Text(3), take.Text(4), take.Bytes(6).ToArray(), properties);
            var token = string.Create(CultureInfo.InvariantCulture, $"{take.Int64(0)}.{take.Int64(1)}");
            taken.Add((take.Int64(0), new ReceivedIncident(token, take.Int32(2), message)));
        }

        taken.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return taken.ConvertAll(t => t.Message);
    }

    public static bool AnyVisible(Session session, long now)
    {
        using var find = session.Use("SELECT 1 FROM incident_messages WHERE visible_at <= ?1 LIMIT 1");
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
        using var copy = session.Use("""
            INSERT INTO incident_dead_letters (id, message_id, subject, properties, body, delivery_count, reason, description, dead_at)
            SELECT id, message_id, subject, properties, body, delivery_count, ?3, ?4, ?5 FROM incident_messages WHERE id = ?1 AND receipt = ?2
            """);
        Hold(copy, lockToken).Bind(3, reason).Bind(4, description).Bind(5, now).Run();
        return Complete(session, lockToken);
    }

    private static Statement Hold(Statement statement, string lockToken)
    {
        var dot = lockToken.IndexOf('.', StringComparison.Ordinal);
        return statement
            .Bind(1, long.Parse(lockToken.AsSpan(0, dot), CultureInfo.InvariantCulture))
            .Bind(2, long.Parse(lockToken.AsSpan(dot + 1), CultureInfo.InvariantCulture));
    }
}
