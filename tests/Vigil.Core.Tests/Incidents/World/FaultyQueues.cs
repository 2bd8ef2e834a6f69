using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Incidents.World;

/// <summary>Faults where handlers send; receiving is the pump's.</summary>
internal sealed class FaultyQueues(IMessageQueues inner, Faults faults) : IMessageQueues
{
    public async ValueTask SendAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken) =>
        await faults.CallAsync(async () =>
        {
            await inner.SendAsync(queue, body, delay, cancellationToken);
            return true;
        });

    public ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
        inner.ReceiveAsync(queue, max, visibility, cancellationToken);

    public ValueTask<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        inner.CompleteAsync(message, cancellationToken);

    public ValueTask<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        inner.ReleaseAsync(message, delay, cancellationToken);

    public ValueTask<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        inner.ExtendAsync(message, visibility, cancellationToken);

    public ValueTask<QueueState> StateAsync(string queue, CancellationToken cancellationToken) => inner.StateAsync(queue, cancellationToken);
}
