using System.Security.Cryptography;

namespace Vigil.Core.Intake.Verification;

/// <summary>Standard Webhooks 1.0 (standardwebhooks.com), symmetric signatures: a fixed set of HMAC rules.</summary>
internal static class StandardWebhooks
{
    public const string SchemeName = "standard-webhooks";

    public static HmacScheme Create() => new(SchemeName, new HmacRules(
        "webhook-signature",
        HashAlgorithmName.SHA256,
        new SignatureFormat("v1,", IsHex: false, ' ', HMACSHA256.HashSizeInBytes),
        SignedTemplate.Parse("{id}.{timestamp}.{body}", out _)!,
        "webhook-id",
        new SignedTimestamp("webhook-timestamp", TimestampFormat.Unix, SignedTimestamp.DefaultTolerance),
        SecretKey.FromBase64));
}
