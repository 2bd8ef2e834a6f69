using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>A scheme whose senders can be played. Where only the sender has the key, a development authority stands in (<see cref="DevelopmentAuthority"/>).</summary>
public interface ISigningScheme : IVerificationScheme
{
    /// <summary>The delivery that the sender would make of this.</summary>
    /// <exception cref="SigningException">The secret or the instance does not hold what signing needs.</exception>
    SignedDelivery Sign(SigningRequest request);
}

/// <summary>What is to be delivered, and as whom.</summary>
/// <param name="Instance">The instance that it is meant for: some schemes sign its audience or topic.</param>
/// <param name="DeliveryId">Used where the signature covers an id.</param>
public sealed record SigningRequest(
    ReadOnlyMemory<byte> Body, SenderInstance Instance, IReadOnlyList<Secret> Secrets, string DeliveryId, DateTimeOffset Now, IEd25519 Ed25519);

/// <summary>A delivery as its sender would post it.</summary>
/// <param name="Body">Most schemes leave it as it was.</param>
public sealed record SignedDelivery(ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>What follows the instance in the URL, escaped, as in <c>/secret</c> or <c>?token=secret</c>.</summary>
    public string UrlSuffix { get; init; } = "";
}

/// <summary>Why a delivery cannot be signed; for the person who plays the sender.</summary>
public sealed class SigningException(string message, Exception? inner = null) : Exception(message, inner);
