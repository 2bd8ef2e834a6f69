using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Incidents;

/// <summary>A published message as it lies in its blob; the queue holds its id alone, because an event may be larger than a queue's message.</summary>
internal sealed record IncidentEnvelope(string MessageId, string Subject, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Properties)
{
    public static byte[] Write(IncidentMessage message) => JsonSerializer.SerializeToUtf8Bytes(
        new IncidentEnvelope(message.MessageId, message.Subject, message.Body, message.Properties), EnvelopeJson.Default.IncidentEnvelope);

    public static IncidentMessage Read(ReadOnlyMemory<byte> content)
    {
        var envelope = JsonSerializer.Deserialize(content.Span, EnvelopeJson.Default.IncidentEnvelope)!;
        return new IncidentMessage(envelope.MessageId, envelope.Subject, envelope.Body, envelope.Properties);
    }
}

/// <summary>A dead-lettered message as it lies in its queue: which one, and why.</summary>
internal sealed record DeadIncident(string MessageId, string Reason, string Description);

[JsonSerializable(typeof(IncidentEnvelope))]
[JsonSerializable(typeof(DeadIncident))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
