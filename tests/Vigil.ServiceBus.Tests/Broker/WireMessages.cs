using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>Messages between the wire and the broker's store.</summary>
internal static class WireMessages
{
    private const uint BatchFormat = 0x80013700;

    /// <summary>The messages of one transfer, each with its id and encoding.</summary>
    public static IEnumerable<(string? Id, byte[] Encoded)> Read(AmqpMessage transfer)
    {
        if (transfer.MessageFormat == BatchFormat)
        {
            return [.. transfer.DataBody.Select(data => Decode(Bytes(data.Value)))];
        }

        using var stream = new MemoryStream();
        transfer.ToStream().CopyTo(stream);
        return [Decode(stream.ToArray())];
    }

    public static (string? Id, byte[] Encoded) Decode(byte[] encoded) => (Open(encoded).Properties?.MessageId?.ToString(), encoded);

    /// <summary>The message as the broker delivers it: with its annotations, lock and delivery count.</summary>
    public static AmqpMessage Write(BrokerMessage message)
    {
        var stored = Open(message.Encoded);
        var sent = AmqpMessage.Create([.. stored.DataBody.Select(data => new Data { Value = data.Value })]);
        sent.Header.DeliveryCount = message.DeliveryCount;
        sent.Properties.MessageId = stored.Properties.MessageId;
        sent.Properties.CorrelationId = stored.Properties.CorrelationId;
        sent.Properties.Subject = stored.Properties.Subject;
        sent.Properties.ContentType = stored.Properties.ContentType;
        foreach (var (key, value) in stored.ApplicationProperties.Map)
        {
            sent.ApplicationProperties.Map[key.ToString()] = value;
        }

        var annotations = sent.MessageAnnotations.Map;
        annotations["x-opt-sequence-number"] = message.Sequence;
        annotations["x-opt-enqueued-time"] = message.EnqueuedAt.UtcDateTime;
        annotations["x-opt-locked-until"] = message.VisibleAt.UtcDateTime;
        if (message.DeadLetterReason is { } reason)
        {
            sent.ApplicationProperties.Map["DeadLetterReason"] = reason;
            sent.ApplicationProperties.Map["DeadLetterErrorDescription"] = message.DeadLetterDescription;
        }

        return sent;
    }

    public static byte[] Bytes(object value) => value switch
    {
        ArraySegment<byte> segment => [.. segment],
        byte[] bytes => bytes,
        ByteBuffer buffer => [.. new ArraySegment<byte>(buffer.Buffer, buffer.Offset, buffer.Length)],
        _ => throw new InvalidOperationException($"{value.GetType()} is no binary."),
    };

    public static AmqpMessage Open(byte[] encoded) => AmqpMessage.CreateInputMessage(new BufferListStream([new ArraySegment<byte>(encoded)]));
}
