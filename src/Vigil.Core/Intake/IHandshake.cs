namespace Vigil.Core.Intake;

/// <summary>A request that is part of setting a webhook up: verified like any other, answered at once, never stored.</summary>
public interface IHandshake
{
    /// <summary>As written in profiles, as in <c>ping-event</c>.</summary>
    string Name { get; }

    /// <summary>The answer to this verified request, or null when it is an ordinary delivery.</summary>
    HandshakeAnswer? Answer(IDeliveryHeaders headers, ReadOnlySpan<byte> body);
}

/// <summary>Body and media type of a handshake's answer; the status is the profile's.</summary>
public sealed record HandshakeAnswer(string ContentType, string Body);
