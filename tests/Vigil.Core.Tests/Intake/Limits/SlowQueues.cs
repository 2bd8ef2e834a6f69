using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Intake.Limits;

/// <summary>A queue service whose answer on its state comes when the test says so.</summary>
internal sealed class SlowQueues : IMessageQueues
{
    public TaskCompletionSource<QueueState> Answer { get; set; } = new();

    public int Asked { get; private set; }

    public async ValueTask<QueueState> StateAsync(string queue, CancellationToken cancellationToken)
    {
        Asked++;
        return await Answer.Task;
    }

    public ValueTask SendAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
