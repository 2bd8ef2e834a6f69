using System.Buffers;
using Vigil.Core.Intake.Keys;
using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Vigil.Web.Webhooks.Keys;

/// <summary>By BouncyCastle, whose assembly is loaded with the first key of this kind.</summary>
public sealed class Ed25519 : IEd25519
{
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != IEd25519.KeyBytes || signature.Length != IEd25519.SignatureBytes)
        {
            return false;
        }

        var key = publicKey.ToArray();
        var rented = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(rented);
        var matches = Curve.ValidatePublicKeyFull(key, 0) && Curve.Verify(signature.ToArray(), 0, key, 0, rented, 0, message.Length);
        ArrayPool<byte>.Shared.Return(rented);
        return matches;
    }

    public byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey)
    {
        var key = new byte[IEd25519.KeyBytes];
        Curve.GeneratePublicKey(privateKey.ToArray(), 0, key, 0);
        return key;
    }

    public byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message)
    {
        var signature = new byte[IEd25519.SignatureBytes];
        Curve.Sign(privateKey.ToArray(), 0, message.ToArray(), 0, message.Length, signature, 0);
        return signature;
    }
}
