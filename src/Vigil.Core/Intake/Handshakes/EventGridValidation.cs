using System.Text.Json;

namespace Vigil.Core.Intake;

/// <summary>Event Grid's <c>SubscriptionValidationEvent</c>: comes with the proof of every other delivery, and is answered with its code. Its <c>validationUrl</c> is not visited.</summary>
internal sealed class EventGridValidation : IHandshake
{
    public const string Kind = "event-grid-validation";

    private const int MaxLength = 512;

    public string Name => Kind;

    public ValueTask<HandshakeAnswer?> AnswerAsync(
        VerificationRequest request, VerificationResult verification, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (request.Headers.Read("aeg-event-type", out var type) != 1 || type != "SubscriptionValidation")
        {
            return new((HandshakeAnswer?)null);
        }

        using var document = BodyText.Parse(body);
        return new(document is { RootElement.ValueKind: JsonValueKind.Array } && document.RootElement.GetArrayLength() == 1
            && BodyText.Find(document.RootElement[0], MaxLength, "eventType") == "Microsoft.EventGrid.SubscriptionValidationEvent"
            && BodyText.Find(document.RootElement[0], MaxLength, "data", "validationCode") is { } code
                ? HandshakeAnswer.Json(("validationResponse", code))
                : null);
    }
}
