using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Vigil.Core;
using Vigil.Core.Intake.Keys;

namespace Vigil.Web.Webhooks.Keys;

/// <summary>By Microsoft.IdentityModel, with keys that <see cref="KeyDocuments"/> fetches and keeps.</summary>
public sealed class TokenValidator(KeyDocuments documents) : ITokenValidator
{
    private const int MinBits = 2048;

    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);
    private static readonly JsonWebTokenHandler s_handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenRules.MaxTokenLength };

    /// <summary>Kept, as what the handler prepares for a key goes by the key object.</summary>
    private static readonly ConditionalWeakTable<RSA, SecurityKey> s_development = [];

    public async ValueTask<Reason> ValidateAsync(string token, TokenRules rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var read = Read(token);
        var reason = read is null ? Reason.SignatureMalformed : CheckClaims(read, rules, now);
        if (reason != Reason.None)
        {
            return reason;
        }

        (var key, reason) = await FindKeyAsync(read!.Kid, rules, cancellationToken);
        return key is null ? reason : await CheckSignatureAsync(read, key, rules);
    }

    private static JsonWebToken? Read(string token)
    {
        try
        {
            return token.Length <= TokenRules.MaxTokenLength ? new JsonWebToken(token) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Everything that needs no key, so that no stranger makes us fetch any.</summary>
    private static Reason CheckClaims(JsonWebToken token, TokenRules rules, DateTimeOffset now)
    {
        if (token.Alg != SecurityAlgorithms.RsaSha256)
        {
            return Reason.TokenAlgorithmNotAllowed;
        }

        if (!rules.Issuers.Contains(token.Issuer, StringComparer.Ordinal))
        {
            return Reason.TokenIssuerWrong;
        }

        if (!token.Audiences.Intersect(rules.Audiences, StringComparer.Ordinal).Any())
        {
            return Reason.TokenAudienceWrong;
        }

        if (rules.Apps.Count > 0 && !rules.Apps.Contains(Text(token, "azp") ?? Text(token, "appid"), StringComparer.OrdinalIgnoreCase))
        {
            return Reason.TokenAppWrong;
        }

        if (rules.Roles.Count > 0 && !token.Claims.Any(c => c.Type == "roles" && rules.Roles.Contains(c.Value, StringComparer.Ordinal)))
        {
            return Reason.TokenRoleMissing;
        }

        return string.IsNullOrEmpty(token.Kid) ? Reason.TokenKeyUnknown
            : token.ValidTo == DateTime.MinValue ? Reason.TimestampMissing
            : token.ValidTo < now.UtcDateTime - s_skew ? Reason.TimestampTooOld
            : token.ValidFrom > now.UtcDateTime + s_skew ? Reason.TimestampTooNew
            : Reason.None;
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) ? value : null;

    private async ValueTask<(SecurityKey? Key, Reason Reason)> FindKeyAsync(string kid, TokenRules rules, CancellationToken cancellationToken)
    {
        foreach (var (id, rsa) in rules.Development)
        {
            if (id == kid)
            {
                return (s_development.GetValue(rsa, r => new RsaSecurityKey(r) { KeyId = id }), Reason.None);
            }
        }

        var document = await documents.GetAsync(rules.Keys, cancellationToken);
        if (document is null)
        {
            return (null, Reason.KeysUnavailable);
        }

        if (document.As(Keys).TryGetValue(kid, out var key))
        {
            return (key, Reason.None);
        }

        var newer = await documents.RefreshAsync(rules.Keys, document, cancellationToken);
        return (newer?.As(Keys).GetValueOrDefault(kid), Reason.TokenKeyUnknown);
    }

    private static Dictionary<string, SecurityKey> Keys(KeyDocument document)
    {
        try
        {
            return new JsonWebKeySet(System.Text.Encoding.UTF8.GetString(document.Content.Span)).Keys
                .Where(k => k is { Kty: JsonWebAlgorithmsKeyTypes.RSA, Use: null or "" or "sig", KeySize: >= MinBits } && !string.IsNullOrEmpty(k.Kid))
                .DistinctBy(k => k.Kid)
                .ToDictionary(k => k.Kid, SecurityKey (k) => k);
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private static async ValueTask<Reason> CheckSignatureAsync(JsonWebToken token, SecurityKey key, TokenRules rules)
    {
        var result = await s_handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuers = rules.Issuers,
            ValidAudiences = rules.Audiences,
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,

            // Checked above, by the clock that everything goes by.
            ValidateLifetime = false,
        });
        return result.IsValid ? Reason.None : Reason.SignatureMismatch;
    }
}
