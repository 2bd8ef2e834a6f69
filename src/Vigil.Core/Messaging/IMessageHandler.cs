namespace Vigil.Core.Messaging;

/// <summary>Work that a queue drives. Must be idempotent: any message may come again at any time, also while it is being handled.</summary>
public interface IMessageHandler
{
    /// <summary>The queue whose messages this takes.</summary>
    string Queue { get; }

    /// <summary>
    /// Makes a message of what somebody else put into the queue, so that tries are counted and failures kept as for any other; null when it is
    /// nothing that this handler knows.
    /// </summary>
    WorkMessage? Adopt(ReadOnlySpan<byte> body) => null;

    /// <summary>Does the work. Throws only for bugs, cancellation and broken dependencies; the runner retries those.</summary>
    ValueTask<MessageOutcome> HandleAsync(WorkMessage message, CancellationToken cancellationToken);
}
