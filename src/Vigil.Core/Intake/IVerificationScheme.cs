using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>One way in which senders prove who they are. Works on raw bytes; parses nothing of the body; never throws for any input.</summary>
public interface IVerificationScheme
{
    /// <summary>As written in profiles, as in <c>hmac</c>.</summary>
    string Name { get; }

    /// <summary>True when the signature covers a timestamp, so that a captured delivery grows old.</summary>
    bool CoversTimestamp { get; }

    /// <summary>Why this secret cannot be used, or <see cref="Reason.None"/>.</summary>
    Reason CheckSecret(Secret secret);

    /// <summary>Refuses what is wrong with the headers alone, before the body is read; <see cref="Reason.None"/> when they may be right.</summary>
    Reason CheckHeaders(IDeliveryHeaders headers);

    /// <summary>Checks signature, then freshness, against every secret; takes the same time whichever byte or secret differs.</summary>
    VerificationResult Verify(IDeliveryHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<Secret> secrets, DateTimeOffset now);
}

/// <summary>What a verification found.</summary>
/// <param name="Reason"><see cref="Vigil.Core.Reason.None"/> when authentic.</param>
/// <param name="SecretVersion">Version of the secret that matched.</param>
/// <param name="SignedDeliveryId">The delivery id, where the signature covers it.</param>
public readonly record struct VerificationResult(Reason Reason, string? SecretVersion, string? SignedDeliveryId)
{
    public bool IsAuthentic => Reason == Reason.None;

    public static VerificationResult Refused(Reason reason) => new(reason, null, null);
}
