using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>A delivery as a scheme judges it.</summary>
/// <param name="Secrets">Those of the instance, newest first.</param>
/// <param name="Services">What schemes need that is not in the delivery.</param>
public sealed record VerificationRequest(
    SenderInstance Instance, IReadOnlyList<Secret> Secrets, Delivery Delivery, DateTimeOffset Now, VerificationServices Services)
{
    public IDeliveryHeaders Headers => Delivery.Headers;
}
