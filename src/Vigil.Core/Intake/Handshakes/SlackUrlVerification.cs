namespace Vigil.Core.Intake;

/// <summary>Slack's <c>url_verification</c>: signed like every event, answered with the challenge.</summary>
internal sealed class SlackUrlVerification : IHandshake
{
    public const string Kind = "slack-url-verification";

    private const int MaxLength = 256;

    public string Name => Kind;

    public ValueTask<HandshakeAnswer?> AnswerAsync(
        VerificationRequest request, VerificationResult verification, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var document = BodyText.Parse(body);
        return new(document is not null
            && BodyText.Find(document.RootElement, MaxLength, "type") == "url_verification"
            && BodyText.Find(document.RootElement, MaxLength, "challenge") is { } challenge
                ? HandshakeAnswer.Json(("challenge", challenge))
                : null);
    }
}
