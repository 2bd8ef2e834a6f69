using System.Buffers;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Vigil.Core;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ports;

namespace Vigil.ServiceBus;

/// <summary>
/// Claim checks for what the broker does not take (256 KB on Standard): the event lies beside its incident, and the message carries it
/// without its <c>data</c>, with the CloudEvents extension <c>dataref</c> that names the blob.
/// </summary>
internal sealed class LargeMessages(IBlobStore blobs)
{
    /// <summary>Application property of a message whose event is in a blob. The blob's name follows from the message and is never taken from it.</summary>
    public const string Marker = "vigil_large";

    /// <summary>Stores the event, then gives the message that stands for it. Again for the same revision it finds its blob there.</summary>
    public async ValueTask<IncidentMessage> CheckInAsync(IncidentMessage incident, CancellationToken cancellationToken)
    {
        var name = NameOf(incident.Subject, incident.MessageId);
        await blobs.CreateAsync(Containers.Incidents, name, incident.Body, null, cancellationToken);
        return incident with
        {
            Body = Reference(incident.Body, $"{Containers.Incidents}/{name}"),
            Properties = new Dictionary<string, string>(incident.Properties) { [Marker] = "true" },
        };
    }

    /// <summary>The event that a message carries or stands for. A message whose blob is gone keeps its own body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> CheckOutAsync(ServiceBusReceivedMessage received, CancellationToken cancellationToken)
    {
        var body = received.Body.ToMemory();
        if (!received.ApplicationProperties.ContainsKey(Marker) || !DeterministicId.IsWellFormed(received.Subject ?? string.Empty))
        {
            return body;
        }

        var id = BrokerMessages.IdOf(received);
        return id.StartsWith(received.Subject + ":", StringComparison.Ordinal) && id.AsSpan(received.Subject!.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && await blobs.ReadAsync(Containers.Incidents, NameOf(received.Subject, id), cancellationToken) is { } blob
                ? blob.Content
                : body;
    }

    private static string NameOf(string subject, string messageId) => IncidentStore.PublishedPrefix(subject) + messageId;

    private static ReadOnlyMemory<byte> Reference(ReadOnlyMemory<byte> body, string blob)
    {
        using var whole = JsonDocument.Parse(body);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var attribute in whole.RootElement.EnumerateObject().Where(a => a.Name != "data"))
        {
            attribute.WriteTo(json);
        }

        json.WriteString("dataref", blob);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
