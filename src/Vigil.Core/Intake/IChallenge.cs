namespace Vigil.Core.Intake;

/// <summary>
/// A request by which a sender asks, before it has signed anything, whether this address wants its deliveries. Anyone can send it, so that its answer says
/// no more than the request did, is bounded, and counts against the rate.
/// </summary>
public interface IChallenge
{
    /// <summary>As written in profiles, as in <c>okta-challenge</c>.</summary>
    string Name { get; }

    /// <summary>The only HTTP method that it comes by.</summary>
    string Method { get; }

    /// <summary>The answer, or null when it is no challenge of this kind.</summary>
    HandshakeAnswer? Answer(Delivery delivery);
}
