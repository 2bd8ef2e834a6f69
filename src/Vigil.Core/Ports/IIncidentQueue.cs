namespace Vigil.Core.Ports;

/// <summary>
/// The queue that incidents leave on: Service Bus in Azure, a table in SQLite on one machine. At-least-once, peek-lock;
/// a message id that was published within the broker's window (10 minutes or more) is accepted and dropped.
/// </summary>
public interface IIncidentQueue
{
    ValueTask PublishAsync(IncidentMessage message, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="max"/> messages and locks them for <paramref name="lockFor"/>. Does not wait.</summary>
    ValueTask<IReadOnlyList<ReceivedIncident>> ReceiveAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken);

    /// <summary>Removes the message; false when the lock was lost.</summary>
    ValueTask<bool> CompleteAsync(ReceivedIncident message, CancellationToken cancellationToken);

    /// <summary>Gives the message back, visible after <paramref name="delay"/>; false when the lock was lost.</summary>
    ValueTask<bool> ReleaseAsync(ReceivedIncident message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Sets the message aside as unusable; false when the lock was lost.</summary>
    ValueTask<bool> DeadLetterAsync(ReceivedIncident message, string reason, string description, CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="max"/> of the messages that were set aside, by a consumer or by the broker itself, and locks them for
    /// <paramref name="lockFor"/>. Does not wait. They are completed and released as any other; released they stay set aside.
    /// </summary>
    ValueTask<IReadOnlyList<DeadLetteredIncident>> ReceiveDeadLettersAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken);
}

/// <summary>One published revision of an incident.</summary>
/// <param name="MessageId"><c>{incidentId}:{revision}</c>: what the broker detects duplicates by.</param>
/// <param name="Subject">The incident's id.</param>
/// <param name="Body">The CloudEvents 1.0 envelope in structured JSON mode (<c>application/cloudevents+json</c>).</param>
/// <param name="Properties">Priority, score, sender, traceparent: for a broker's rules and filters.</param>
public sealed record IncidentMessage(
    string MessageId, string Subject, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Properties);

/// <summary>An incident message in hand. <paramref name="DeliveryCount"/> counts this receive.</summary>
public sealed record ReceivedIncident(string LockToken, int DeliveryCount, IncidentMessage Message);

/// <summary>A message that was set aside, in hand.</summary>
/// <param name="Reason">What the consumer gave, or the broker's own word (<c>MaxDeliveryCountExceeded</c>, <c>TTLExpiredException</c>). Text from outside.</param>
/// <param name="Description">More of it. Text from outside.</param>
/// <param name="EnqueuedAt">When the message was published.</param>
public sealed record DeadLetteredIncident(ReceivedIncident Incident, string Reason, string Description, DateTimeOffset EnqueuedAt);
