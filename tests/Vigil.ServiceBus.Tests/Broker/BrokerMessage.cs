namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>A message on the broker: its AMQP encoding as it was sent, and what the broker knows of it.</summary>
internal sealed class BrokerMessage(long sequence, string? id, byte[] encoded, DateTimeOffset enqueuedAt)
{
    public long Sequence => sequence;

    public string? Id => id;

    public byte[] Encoded => encoded;

    public DateTimeOffset EnqueuedAt => enqueuedAt;

    /// <summary>Scheduled for then, or locked until then.</summary>
    public required DateTimeOffset VisibleAt { get; set; }

    public Guid? LockToken { get; set; }

    /// <summary>Deliveries that ended without a settlement, or with an abandonment.</summary>
    public uint DeliveryCount { get; set; }

    public string? DeadLetterReason { get; init; }

    public string? DeadLetterDescription { get; init; }
}
