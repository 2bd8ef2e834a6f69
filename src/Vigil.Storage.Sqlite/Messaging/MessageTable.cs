using System.Globalization;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Messaging;

/// <summary>
/// The statements over <c>messages</c>. The receipt is a number that every receive, extension and release raises; with an id that is never
/// used again it names one hold of one message.
/// </summary>
internal static class MessageTable
{
    public static bool Send(Session session, string queue, ReadOnlySpan<byte> body, long now, long visibleAt)
    {
        using var insert = session.Use("INSERT INTO messages (queue, visible_at, inserted_at, body) VALUES (?1, ?2, ?3, ?4)");
        return insert.Bind(1, queue).Bind(2, visibleAt).Bind(3, now).Bind(4, body).Run() > 0;
    }

    public static List<ReceivedMessage> Receive(Session session, string queue, int max, long now, long visibleAt)
    {
        using var take = session.Use("""
            UPDATE messages SET visible_at = ?4, dequeue_count = dequeue_count + 1, receipt = receipt + 1
            WHERE id IN (SELECT id FROM messages WHERE queue = ?1 AND visible_at <= ?2 ORDER BY visible_at, inserted_at, id LIMIT ?3)
            RETURNING id, receipt, dequeue_count, inserted_at, body
            """);
        take.Bind(1, queue).Bind(2, now).Bind(3, max).Bind(4, visibleAt);
        var taken = new List<(long Id, ReceivedMessage Message)>();
        while (take.Step())
        {
            var inserted = new DateTimeOffset(take.Int64(3), TimeSpan.Zero);
            var id = take.Int64(0);
            taken.Add((id, new ReceivedMessage(queue, Number(id), Number(take.Int64(1)), take.Bytes(4).ToArray(), take.Int32(2), inserted)));
        }

        // Rows are returned in the order of their storage or of nothing at all: the oldest id first is nearest to the order of sending.
        taken.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return taken.ConvertAll(t => t.Message);
    }

    public static bool Complete(Session session, ReceivedMessage message)
    {
        using var delete = session.Use("DELETE FROM messages WHERE id = ?1 AND receipt = ?2 AND queue = ?3");
        return Hold(delete, message).Run() > 0;
    }

    public static bool Hide(Session session, ReceivedMessage message, long visibleAt)
    {
        using var hide = session.Use("UPDATE messages SET visible_at = ?4, receipt = receipt + 1 WHERE id = ?1 AND receipt = ?2 AND queue = ?3");
        return Hold(hide, message).Bind(4, visibleAt).Run() > 0;
    }

    public static bool AnyVisible(Session session, string queue, long now)
    {
        using var find = session.Use("SELECT 1 FROM messages WHERE queue = ?1 AND visible_at <= ?2 LIMIT 1");
        return find.Bind(1, queue).Bind(2, now).Step();
    }

    public static QueueState State(Session session, string queue, long now)
    {
        using var count = session.Use("SELECT count(*), min(inserted_at) FROM messages WHERE queue = ?1");
        count.Bind(1, queue).Step();
        return count.Int64(0) is > 0 and var depth
            ? new QueueState(depth, TimeSpan.FromTicks(Math.Max(0, now - count.Int64(1))))
            : new QueueState(0, TimeSpan.Zero);
    }

    public static ReceivedMessage WithNextReceipt(ReceivedMessage message) =>
        message with { Receipt = Number(long.Parse(message.Receipt, CultureInfo.InvariantCulture) + 1) };

    private static Statement Hold(Statement statement, ReceivedMessage message) => statement
        .Bind(1, long.Parse(message.Id, CultureInfo.InvariantCulture))
        .Bind(2, long.Parse(message.Receipt, CultureInfo.InvariantCulture))
        .Bind(3, message.Queue);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
