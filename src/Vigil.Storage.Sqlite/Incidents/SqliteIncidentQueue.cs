using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Incidents;

/// <summary>The queue that incidents leave on, as a broker on one machine.</summary>
public sealed class SqliteIncidentQueue(SqliteDatabase database) : IIncidentQueue
{
    // Twice what the port promises, for senders whose retry comes late.
    private static readonly TimeSpan s_duplicateWindow = TimeSpan.FromMinutes(20);

    // What the broker in Azure is set to: an installation whose people triage without the queue would keep every message for ever.
    private static readonly TimeSpan s_timeToLive = TimeSpan.FromDays(14);

    public async ValueTask PublishAsync(IncidentMessage message, CancellationToken cancellationToken) => await database.WriteAsync(
        (message, Properties: PropertiesText.Write(message.Properties), database.Now),
        static (session, s) => IncidentMessageTable.Publish(
            session, s.message, s.Properties, s.Now, s.Now - s_duplicateWindow.Ticks, s.Now - s_timeToLive.Ticks),
        cancellationToken);

    public async ValueTask<IReadOnlyList<ReceivedIncident>> ReceiveAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken)
    {
        StorageRules.CheckReceive(max, lockFor);
        if (!database.Read(database.Now, static (session, now) => IncidentMessageTable.AnyVisible(session, now)))
        {
            return [];
        }

        var now = database.Now;
        return await database.WriteAsync(
            (max, now, LockedUntil: now + lockFor.Ticks),
            static (session, s) => IncidentMessageTable.Receive(session, s.max, s.now, s.LockedUntil),
            cancellationToken);
    }

    public async ValueTask<bool> CompleteAsync(ReceivedIncident message, CancellationToken cancellationToken) => await database.WriteAsync(
        message.LockToken, static (session, token) => IncidentMessageTable.Complete(session, token), cancellationToken);

    public async ValueTask<bool> ReleaseAsync(ReceivedIncident message, TimeSpan delay, CancellationToken cancellationToken)
    {
        StorageRules.CheckDelay(delay);
        return await database.WriteAsync(
            (message.LockToken, VisibleAt: database.Now + delay.Ticks),
            static (session, s) => IncidentMessageTable.Release(session, s.LockToken, s.VisibleAt),
            cancellationToken);
    }

    public async ValueTask<bool> DeadLetterAsync(ReceivedIncident message, string reason, string description, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            (message.LockToken, reason, description, database.Now),
            static (session, s) => IncidentMessageTable.DeadLetter(session, s.LockToken, s.reason, s.description, s.Now),
            cancellationToken);

    public async ValueTask<IReadOnlyList<DeadLetteredIncident>> ReceiveDeadLettersAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken)
    {
        StorageRules.CheckReceive(max, lockFor);
        if (!database.Read(database.Now, static (session, now) => IncidentMessageTable.AnyDeadVisible(session, now)))
        {
            return [];
        }

        var now = database.Now;
        return await database.WriteAsync(
            (max, now, LockedUntil: now + lockFor.Ticks),
            static (session, s) => IncidentMessageTable.ReceiveDead(session, s.max, s.now, s.LockedUntil),
            cancellationToken);
    }
}
