using Vigil.Core.Intake.Verification.Sns;

namespace Vigil.Core.Intake;

/// <summary>
/// Confirms the subscription of a verified message of an allowed topic, at an address of SNS, without following where that leads. An <c>UnsubscribeConfirmation</c> is
/// acknowledged and its address, which would subscribe again, not visited.
/// </summary>
internal sealed class SnsConfirmation : IHandshake
{
    public const string Kind = "sns-confirmation";

    public string Name => Kind;

    public async ValueTask<HandshakeAnswer?> AnswerAsync(
        VerificationRequest request, VerificationResult verification, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var message = SnsMessage.TryRead(body);
        if (message?["Type"] is not (SnsMessage.SubscriptionConfirmation or SnsMessage.UnsubscribeConfirmation))
        {
            return null;
        }

        if (message["Type"] == SnsMessage.UnsubscribeConfirmation)
        {
            return HandshakeAnswer.Text("unsubscribed");
        }

        var address = SnsAddress.Confirmation(message["SubscribeURL"], message["TopicArn"]!, message["Token"]!);
        return address is not null && await request.Services.Http.GetAsync(address, cancellationToken) is not null
            ? HandshakeAnswer.Text("confirmed")
            : HandshakeAnswer.Text("not confirmed") with { Failure = address is null ? Reason.KeyAddressNotAllowed : Reason.HandshakeFailed };
    }
}
