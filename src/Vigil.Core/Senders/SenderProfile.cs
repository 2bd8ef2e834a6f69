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

    /// <summary>The same for profiles that believe the same senders: a hash of the sections <c>verification</c> and <c>handshakes</c>, whatever their layout.</summary>
    public string VerificationDigest { get; init; } = "";

    /// <summary>Requests that are answered at once and never stored.</summary>
    public required Handshakes Handshakes { get; init; }

    public required DeliveryRules Delivery { get; init; }

    public required AnswerCodes Answers { get; init; }

    /// <summary>From the verified body to findings.</summary>
    public required AlertMapping Mapping { get; init; }

    /// <summary>Alerts with what must become of them; <see cref="ProfileExamples"/> runs them.</summary>
    public required IReadOnlyList<ProfileExample> Examples { get; init; }
}
