namespace Vigil.Core.Intake;

/// <summary>A request that only tries whether the webhook works, told by one header.</summary>
internal sealed class PingEvent(string header, string value) : IHandshake
{
    public const string Kind = "ping-event";

    private static readonly HandshakeAnswer s_pong = HandshakeAnswer.Text("pong");

    public string Name => Kind;

    public ValueTask<HandshakeAnswer?> AnswerAsync(
        VerificationRequest request, VerificationResult verification, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        new(request.Headers.Read(header, out var sent) == 1 && string.Equals(sent, value, StringComparison.Ordinal) ? s_pong : null);
}
