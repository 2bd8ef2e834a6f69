using System.Security.Cryptography;

namespace Vigil.Core.Intake.Verification.Hmac;

/// <summary>A secret made ready for one algorithm; lives as long as the secret does.</summary>
internal sealed class HmacKey(HashAlgorithmName algorithm, SecretKey key)
{
    private IncrementalHash? _idle;

    public Reason Reason => key.Reason;

    public void Sign(SignedTemplate template, in SignedHeaders headers, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        if (template.IsBodyAlone)
        {
            CryptographicOperations.HmacData(algorithm, key.Bytes, body, mac);
            return;
        }

        // A keyed hash is costly to make and cheap to reset: one waits between deliveries, concurrent ones make their own.
        var hash = Interlocked.Exchange(ref _idle, null) ?? IncrementalHash.CreateHMAC(algorithm, key.Bytes);
        template.AppendTo(hash, headers, body);
        hash.GetHashAndReset(mac);
        Interlocked.Exchange(ref _idle, hash)?.Dispose();
    }
}
