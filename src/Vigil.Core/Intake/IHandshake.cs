namespace Vigil.Core.Intake;

/// <summary>A request that is part of setting a webhook up: verified like any other, answered at once, never stored.</summary>
public interface IHandshake
{
    /// <summary>As written in profiles, as in <c>ping-event</c>.</summary>
    string Name { get; }

    /// <summary>The answer to this verified request, or null when it is an ordinary delivery.</summary>
    ValueTask<HandshakeAnswer?> AnswerAsync(
        VerificationRequest request, VerificationResult verification, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}

/// <summary>A handshake's answer; the status is the profile's.</summary>
public sealed record HandshakeAnswer(string ContentType, string Body)
{
    /// <summary>Headers besides the content type.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Why our part of the handshake did not succeed; after <see cref="Reason.HandshakeFailed"/> the sender shall try again.</summary>
    public Reason Failure { get; init; }

    /// <summary>A value in JSON, escaped so that it is harmless wherever it is shown.</summary>
    internal static HandshakeAnswer Json(params ReadOnlySpan<(string Name, string Value)> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return new HandshakeAnswer("application/json", System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    internal static HandshakeAnswer Text(string body) => new("text/plain; charset=utf-8", body);
}
