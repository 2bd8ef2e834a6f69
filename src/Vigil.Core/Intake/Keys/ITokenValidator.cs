using System.Security.Cryptography;

namespace Vigil.Core.Intake.Keys;

/// <summary>Judges signed tokens (JWT).</summary>
public interface ITokenValidator
{
    /// <summary>Checks form, issuer, audience and times first, and fetches keys only for a token that could be right. Never throws for any token.</summary>
    /// <param name="now">For expiry.</param>
    ValueTask<Reason> ValidateAsync(string token, TokenRules rules, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What a token must be. RS256 alone is taken as algorithm.</summary>
/// <param name="Keys">Where the issuer publishes its keys (JWKS).</param>
/// <param name="Roles">One of these; empty: none is asked for.</param>
/// <param name="Apps">One of these as <c>azp</c> or <c>appid</c>; empty: none is asked for.</param>
/// <param name="Development">Further keys by id, of development authorities that the instance names.</param>
public sealed record TokenRules(
    Uri Keys,
    IReadOnlyList<string> Issuers,
    IReadOnlyList<string> Audiences,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Apps,
    IReadOnlyList<KeyValuePair<string, RSA>> Development)
{
    /// <summary>Longest token that is looked at, in characters.</summary>
    public const int MaxTokenLength = 8 * 1024;
}
