using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>A scheme whose senders can be played: who verifies a symmetric signature can also make it.</summary>
public interface ISigningScheme : IVerificationScheme
{
    /// <summary>The headers that the sender would send with this body.</summary>
    /// <param name="deliveryId">Used where the signature covers an id.</param>
    IReadOnlyList<KeyValuePair<string, string>> Sign(ReadOnlySpan<byte> body, Secret secret, string deliveryId, DateTimeOffset now);
}
