using System.Security.Cryptography;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification.PublicKeys;

/// <summary>A P-256 key: PEM, or the base64 that PEM wraps. A private key holds the public one.</summary>
internal sealed class EcdsaKey
{
    private const int Bits = 256;

    public EcdsaKey(Secret secret)
    {
        var key = ECDsa.Create();
        try
        {
            if (secret.Value.StartsWith("-----BEGIN ", StringComparison.Ordinal))
            {
                key.ImportFromPem(secret.Value);
            }
            else
            {
                key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(secret.Value), out _);
            }

            (Key, Reason) = key.KeySize == Bits ? (key, Reason.None) : (null, Reason.SecretMalformed);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or CryptographicException)
        {
            key.Dispose();
            Reason = Reason.SecretMalformed;
        }
    }

    public Reason Reason { get; }

    public ECDsa? Key { get; }
}
