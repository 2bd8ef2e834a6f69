using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Messaging;

/// <summary>Work queues in the embedded database.</summary>
public sealed class SqliteMessageQueues(SqliteDatabase database) : IMessageQueues, IMessageSignal
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    public async ValueTask SendAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        StorageRules.CheckMessage(queue, body, delay);
        var now = database.Now;
        await database.WriteAsync(
            (queue, body, now, VisibleAt: now + delay.Ticks),
            static (session, s) => MessageTable.Send(session, s.queue, s.body.Span, s.now, s.VisibleAt),
            cancellationToken);
        if (delay == TimeSpan.Zero)
        {
            database.Arrivals.Tell(queue);
        }
    }

    /// <summary>
    /// Ends at once for what this process sends, and within 200 ms for what another process sends or what becomes visible again.
    /// </summary>
    public async ValueTask WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken)
    {
        StorageRules.CheckContainer(queue);
        var start = database.Time.GetTimestamp();
        while (true)
        {
            var arrival = database.Arrivals.Next(queue);
            var left = atMost - database.Time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || MayHaveVisible(queue))
            {
                return;
            }

            await arrival.WaitAsync(left < s_poll ? left : s_poll, database.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        StorageRules.CheckContainer(queue);
        StorageRules.CheckReceive(max, visibility);
        if (!HasVisible(queue))
        {
            return [];
        }

        var now = database.Now;
        return await database.WriteAsync(
            (queue, max, now, VisibleAt: now + visibility.Ticks),
            static (session, s) => MessageTable.Receive(session, s.queue, s.max, s.now, s.VisibleAt),
            cancellationToken);
    }

    public async ValueTask<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        await database.WriteAsync(message, static (session, message) => MessageTable.Complete(session, message), cancellationToken);

    public async ValueTask<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        await HideAsync(message, delay, cancellationToken);

    public async ValueTask<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        await HideAsync(message, visibility, cancellationToken) ? MessageTable.WithNextReceipt(message) : null;

    public ValueTask<QueueState> StateAsync(string queue, CancellationToken cancellationToken)
    {
        StorageRules.CheckContainer(queue);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Read(
            (queue, database.Now), static (session, s) => MessageTable.State(session, s.queue, s.Now)));
    }

    private bool HasVisible(string queue) =>
        database.Read((queue, database.Now), static (session, s) => MessageTable.AnyVisible(session, s.queue, s.Now));

    // A consumer learns of an outage from its receive.
    private bool MayHaveVisible(string queue)
    {
        try
        {
            return HasVisible(queue);
        }
        catch (StorageUnavailableException)
        {
            return true;
        }
    }

    private ValueTask<bool> HideAsync(ReceivedMessage message, TimeSpan hideFor, CancellationToken cancellationToken)
    {
        StorageRules.CheckDelay(hideFor);
        return database.WriteAsync(
            (message, VisibleAt: database.Now + hideFor.Ticks),
            static (session, s) => MessageTable.Hide(session, s.message, s.VisibleAt),
            cancellationToken);
    }
}
