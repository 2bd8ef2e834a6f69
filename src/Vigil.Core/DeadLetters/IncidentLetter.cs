using System.Text.Json;
using Vigil.Core.Ports;

namespace Vigil.Core.DeadLetters;

/// <summary>A message of the queue of incidents, as a letter keeps it.</summary>
internal sealed record IncidentLetter(string MessageId, string Subject, byte[] Body, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>The stage of these letters.</summary>
    public const string Stage = "incidents";

    public static byte[] Write(IncidentMessage message) => JsonSerializer.SerializeToUtf8Bytes(
        new IncidentLetter(message.MessageId, message.Subject, message.Body.ToArray(), message.Properties), DeadLetterJson.Default.IncidentLetter);

    public static IncidentMessage Read(ReadOnlySpan<byte> json)
    {
        var letter = JsonSerializer.Deserialize(json, DeadLetterJson.Default.IncidentLetter) ?? throw new JsonException("A letter's message is null.");
        return new IncidentMessage(letter.MessageId, letter.Subject, letter.Body, letter.Properties);
    }
}
