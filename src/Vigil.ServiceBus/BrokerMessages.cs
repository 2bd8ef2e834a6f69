using System.Globalization;
using Azure.Messaging.ServiceBus;
using Vigil.Core.Ports;

namespace Vigil.ServiceBus;

/// <summary>What a message looks like on the broker.</summary>
internal static class BrokerMessages
{
    /// <summary>CloudEvents 1.0 in structured JSON mode.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>On a copy that waits for its time: the id of the message that it stands for.</summary>
    private const string OriginalId = "vigil_message_id";

    /// <summary>On such a copy: how often the message was delivered before.</summary>
    private const string Deliveries = "vigil_deliveries";

    // As the client library writes it, for receivers that know no traceparent.
    private const string DiagnosticId = "Diagnostic-Id";

    private const string TraceParent = "traceparent";
    private const string Priority = "priority";
    private const string Score = "score";
    private const string ScoreFormat = "0.00";

    public static ServiceBusMessage Create(IncidentMessage incident)
    {
        var message = new ServiceBusMessage(incident.Body)
        {
            MessageId = incident.MessageId,
            Subject = incident.Subject,
            CorrelationId = incident.Subject,
            ContentType = ContentType,
        };
        foreach (var (key, text) in incident.Properties)
        {
            message.ApplicationProperties[key] = Value(key, text);
        }

        if (incident.Properties.TryGetValue(TraceParent, out var trace))
        {
            message.ApplicationProperties[DiagnosticId] = trace;
        }

        return message;
    }

    /// <summary>
    /// A copy for later. Its id is new to the broker's duplicate detection, and the same when the same delivery is released twice: the lock
    /// token names the delivery.
    /// </summary>
    public static ServiceBusMessage CreateCopy(ServiceBusReceivedMessage received)
    {
        var id = IdOf(received);
        var copy = new ServiceBusMessage(received) { MessageId = $"{id}~{received.LockToken}" };
        copy.ApplicationProperties[OriginalId] = id;
        copy.ApplicationProperties[Deliveries] = DeliveriesOf(received);
        return copy;
    }

    public static ReceivedIncident Read(ServiceBusReceivedMessage received, ReadOnlyMemory<byte> body)
    {
        var properties = new Dictionary<string, string>();
        foreach (var (key, value) in received.ApplicationProperties)
        {
            if (key is not (OriginalId or Deliveries or DiagnosticId or LargeMessages.Marker))
            {
                properties[key] = Text(key, value);
            }
        }

        return new ReceivedIncident(
            received.LockToken, DeliveriesOf(received), new IncidentMessage(IdOf(received), received.Subject ?? string.Empty, body, properties));
    }

    public static DeadLetteredIncident ReadDead(ServiceBusReceivedMessage received, ReadOnlyMemory<byte> body)
    {
        var incident = Read(received, body);
        var properties = incident.Message.Properties.Where(p => p.Key is not ("DeadLetterReason" or "DeadLetterErrorDescription")).ToDictionary();
        return new DeadLetteredIncident(
            incident with { Message = incident.Message with { Properties = properties } },
            received.DeadLetterReason ?? string.Empty,
            received.DeadLetterErrorDescription ?? string.Empty,
            received.EnqueuedTime);
    }

    public static string IdOf(ServiceBusReceivedMessage received) =>
        received.ApplicationProperties.TryGetValue(OriginalId, out var id) && id is string text ? text : received.MessageId ?? string.Empty;

    private static int DeliveriesOf(ServiceBusReceivedMessage received) =>
        received.DeliveryCount + (received.ApplicationProperties.TryGetValue(Deliveries, out var before) && before is int count ? count : 0);

    // A rule compares numbers with numbers only. What would not come back as it was stays text.
    private static object Value(string key, string text) => key switch
    {
        Priority when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text => number,
        Score when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number.ToString(ScoreFormat, CultureInfo.InvariantCulture) == text => number,
        _ => text,
    };

    private static string Text(string key, object? value) => value switch
    {
        double number when key == Score => number.ToString(ScoreFormat, CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
