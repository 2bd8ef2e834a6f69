using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>One way in which senders prove who they are. Works on raw bytes; parses of the body only what the proof itself is made of; never throws for any input.</summary>
public interface IVerificationScheme
{
    /// <summary>As written in profiles, as in <c>hmac</c>.</summary>
    string Name { get; }

    /// <summary>True when the signature covers a timestamp, so that a captured delivery grows old.</summary>
    bool CoversTimestamp { get; }

    /// <summary>Why nobody can pass at this instance as it is set up, or <see cref="Reason.None"/>. One usable secret is enough: a bad one beside it must not stop a rotation.</summary>
    Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets);

    /// <summary>Refuses what is wrong before the body is read; <see cref="Reason.None"/> when it may be right.</summary>
    Reason CheckHead(VerificationRequest request);

    /// <summary>
    /// Checks the proof, then freshness, against every secret; takes the same time whichever byte or secret differs. Keys are fetched only when everything
    /// that can be checked without them is right.
    /// </summary>
    ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}

/// <summary>What a verification found.</summary>
/// <param name="Reason"><see cref="Vigil.Core.Reason.None"/> when authentic.</param>
/// <param name="Scheme">The scheme that was passed; null when none was.</param>
/// <param name="SecretVersion">Version of the secret that matched.</param>
/// <param name="SignedDeliveryId">The delivery id, where the signature covers it.</param>
public readonly record struct VerificationResult(Reason Reason, IVerificationScheme? Scheme, string? SecretVersion, string? SignedDeliveryId)
{
    public bool IsAuthentic => Reason == Reason.None;

    /// <summary>What the delivery says, where its body is encrypted; null: the body itself.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    public static VerificationResult Refused(Reason reason) => new(reason, null, null, null);
}
