namespace Vigil.Core.Intake.Keys;

/// <summary>Ed25519 (RFC 8032), which the base class library does not have.</summary>
public interface IEd25519
{
    const int KeyBytes = 32;
    const int SignatureBytes = 64;

    /// <summary>False for whatever is wrong, also with the key; never throws.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <param name="privateKey">The seed, <see cref="KeyBytes"/> long.</param>
    byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey);

    /// <param name="privateKey">The seed, <see cref="KeyBytes"/> long.</param>
    byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message);
}
