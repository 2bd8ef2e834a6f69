namespace Vigil.Core.Intake;

/// <summary>Okta's one-time GET with <c>X-Okta-Verification-Challenge</c>.</summary>
internal sealed class OktaChallenge : IChallenge
{
    public const string Kind = "okta-challenge";

    /// <summary>Longest challenge that is answered.</summary>
    public const int MaxLength = 256;

    public string Name => Kind;

    public string Method => "GET";

    public HandshakeAnswer? Answer(Delivery delivery) =>
        delivery.Headers.Read("X-Okta-Verification-Challenge", out var challenge) == 1 && challenge!.Length is > 0 and <= MaxLength
        && !challenge.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? HandshakeAnswer.Json(("verification", challenge))
            : null;
}
