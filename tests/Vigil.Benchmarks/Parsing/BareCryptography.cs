using System.Security.Cryptography;
using Vigil.Web.Webhooks.Keys;

namespace Vigil.Benchmarks.Parsing;

/// <summary>The operations that nobody can verify such a delivery without, on keys that are read.</summary>
internal static class BareCryptography
{
    private static readonly byte[] s_key = "a secret of thirty-two bytes, ok"u8.ToArray();

    public static Func<bool> Of(string scheme, byte[] body) => scheme switch
    {
        "shared-secret" => () => CryptographicOperations.FixedTimeEquals(SHA256.HashData(s_key), body.AsSpan(0, SHA256.HashSizeInBytes)),
#pragma warning disable CA5350 // Some senders know nothing better than SHA-1.
        "hmac sha1" => () => HMACSHA1.HashData(s_key, body).Length > 0,
#pragma warning restore CA5350
        "hmac sha512" => () => HMACSHA512.HashData(s_key, body).Length > 0,
        "standard-webhooks v1a" => Ed25519(body),
        "ecdsa" => Ecdsa(body),
        "jwt" or "sns" => Rsa(body),
        "graph" => Graph(body),
        _ => () => HMACSHA256.HashData(s_key, body).Length > 0,
    };

    private static Func<bool> Ed25519(byte[] body)
    {
        var ed25519 = new Ed25519();
        var seed = SHA256.HashData("a seed"u8);
        var (publicKey, signature) = (ed25519.PublicKeyOf(seed), ed25519.Sign(seed, body));
        return () => ed25519.Verify(publicKey, body, signature);
    }

    private static Func<bool> Ecdsa(byte[] body)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = key.SignData(body, HashAlgorithmName.SHA256);
        return () => key.VerifyData(body, signature, HashAlgorithmName.SHA256);
    }

    private static Func<bool> Rsa(byte[] body)
    {
        var key = RSA.Create(2048);
        var signature = key.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return () => key.VerifyData(body, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>A token's signature, and the private key's turn at the content's key.</summary>
    private static Func<bool> Graph(byte[] body)
    {
        var verify = Rsa(body);
        var key = RSA.Create(2048);
        var encrypted = key.Encrypt(RandomNumberGenerator.GetBytes(32), RSAEncryptionPadding.OaepSHA1);
        return () => verify() && key.Decrypt(encrypted, RSAEncryptionPadding.OaepSHA1).Length > 0;
    }
}
