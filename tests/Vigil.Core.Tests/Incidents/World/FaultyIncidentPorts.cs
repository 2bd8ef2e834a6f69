using Vigil.Core.Incidents;
using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Incidents.World;

internal sealed class FaultyIncidentQueue(IIncidentQueue inner, Faults faults) : IIncidentQueue
{
    public async ValueTask PublishAsync(IncidentMessage message, CancellationToken cancellationToken) =>
        await faults.CallAsync(async () =>
        {
            await inner.PublishAsync(message, cancellationToken);
            return true;
        });

    public ValueTask<IReadOnlyList<ReceivedIncident>> ReceiveAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken) =>
        inner.ReceiveAsync(max, lockFor, cancellationToken);

    public ValueTask<bool> CompleteAsync(ReceivedIncident message, CancellationToken cancellationToken) =>
        inner.CompleteAsync(message, cancellationToken);

    public ValueTask<bool> ReleaseAsync(ReceivedIncident message, TimeSpan delay, CancellationToken cancellationToken) =>
        inner.ReleaseAsync(message, delay, cancellationToken);

    public ValueTask<bool> DeadLetterAsync(ReceivedIncident message, string reason, string description, CancellationToken cancellationToken) =>
        inner.DeadLetterAsync(message, reason, description, cancellationToken);

    public ValueTask<IReadOnlyList<DeadLetteredIncident>> ReceiveDeadLettersAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken) =>
        inner.ReceiveDeadLettersAsync(max, lockFor, cancellationToken);
}

internal sealed class FaultyIndex(IIncidentIndex inner, Faults faults) : IIncidentIndex
{
    public async ValueTask UpsertAsync(IncidentSummary summary, CancellationToken cancellationToken) =>
        await faults.CallAsync(async () =>
        {
            await inner.UpsertAsync(summary, cancellationToken);
            return true;
        });

    public async ValueTask RemoveAsync(string id, CancellationToken cancellationToken) =>
        await faults.CallAsync(async () =>
        {
            await inner.RemoveAsync(id, cancellationToken);
            return true;
        });

    public ValueTask<IncidentPage> ListAsync(IncidentQuery query, string? cursor, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(query, cursor, limit, cancellationToken);
}
