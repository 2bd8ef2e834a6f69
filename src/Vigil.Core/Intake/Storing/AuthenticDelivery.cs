using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Storing;

/// <summary>A delivery that passed every check.</summary>
/// <param name="Body">Valid until the alert is stored.</param>
internal sealed record AuthenticDelivery(
    SenderInstance Instance,
    SenderProfile Profile,
    VerificationResult Verification,
    IDeliveryHeaders Headers,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset ReceivedAt);
