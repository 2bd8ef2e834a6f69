namespace Vigil.Core.Ports;

/// <summary>
/// At-least-once queues with visibility time-outs. Messages are at most 48 KiB and never expire by themselves.
/// Order is roughly that of sending and is not guaranteed. Throws <see cref="StorageUnavailableException"/> as <see cref="IBlobStore"/> does.
/// </summary>
public interface IMessageQueues
{
    /// <summary>Appends a message that can be received after <paramref name="delay"/> (zero to 7 days).</summary>
    ValueTask SendAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="max"/> (1 to 32) visible messages and hides them for <paramref name="visibility"/>. Does not wait.</summary>
    ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Removes the message; false when the receipt is stale (the message was received again meanwhile, or is gone).</summary>
    ValueTask<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken);

    /// <summary>Gives the message back, visible after <paramref name="delay"/>; false when the receipt is stale.</summary>
    ValueTask<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Hides the message for another <paramref name="visibility"/> from now; null when the receipt is stale, else the message with its new receipt.</summary>
    ValueTask<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Depth (hidden messages included) and age of the oldest message; an estimate where the service only estimates.</summary>
    ValueTask<QueueState> StateAsync(string queue, CancellationToken cancellationToken);
}

/// <summary>A message in hand. <paramref name="DequeueCount"/> counts this receive.</summary>
public sealed record ReceivedMessage(
    string Queue, string Id, string Receipt, ReadOnlyMemory<byte> Body, int DequeueCount, DateTimeOffset InsertedAt);

/// <summary>How much waits in a queue. <paramref name="OldestAge"/> is zero when nothing does.</summary>
public readonly record struct QueueState(long Depth, TimeSpan OldestAge);
