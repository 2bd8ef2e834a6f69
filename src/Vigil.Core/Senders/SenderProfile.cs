using Vigil.Core.Intake;
using Vigil.Core.Normalization;

namespace Vigil.Core.Senders;

/// <summary>How a product delivers and what its alerts mean: a YAML file, compiled once.</summary>
public sealed class SenderProfile
{
    /// <summary><c>[a-z0-9-]{1,40}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>First 12 hex digits of the SHA-256 of the YAML.</summary>
    public required string Version { get; init; }

    /// <summary>The product's name, for people and for <c>metadata.product</c>.</summary>
    public required string Title { get; init; }

    public required IVerificationScheme Verification { get; init; }

    /// <summary>Requests that are answered at once and never stored.</summary>
    public required Handshakes Handshakes { get; init; }

    public required DeliveryRules Delivery { get; init; }

    public required AnswerCodes Answers { get; init; }

    /// <summary>From the verified body to findings.</summary>
    public required AlertMapping Mapping { get; init; }

    /// <summary>Alerts with what must become of them; <see cref="ProfileExamples"/> runs them.</summary>
    public required IReadOnlyList<ProfileExample> Examples { get; init; }

    /// <summary>This profile, but believing whom <paramref name="other"/> believes.</summary>
    internal SenderProfile VerifiedAs(SenderProfile other) => new()
    {
        Name = Name,
        Version = Version,
        Title = Title,
        Verification = other.Verification,
        Handshakes = other.Handshakes,
        Delivery = Delivery,
        Answers = Answers,
        Mapping = Mapping,
        Examples = Examples,
    };
}
