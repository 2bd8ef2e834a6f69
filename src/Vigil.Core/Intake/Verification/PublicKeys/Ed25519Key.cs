using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification.PublicKeys;

/// <summary>A key of Standard Webhooks v1a: <c>whpk_…</c>, or the private <c>whsk_…</c>, which holds the public one.</summary>
internal sealed class Ed25519Key
{
    private const string PublicPrefix = "whpk_";
    private const string PrivatePrefix = "whsk_";

    private readonly byte[] _bytes = new byte[IEd25519.KeyBytes];
    private readonly bool _isPrivate;
    private byte[]? _public;

    public Ed25519Key(Secret secret)
    {
        _isPrivate = secret.Value.StartsWith(PrivatePrefix, StringComparison.Ordinal);

        // Longer private keys are the seed followed by the public key.
        var decoded = new byte[secret.Value.Length];
        var isBase64 = Convert.TryFromBase64Chars(secret.Value.AsSpan(PublicPrefix.Length), decoded, out var length);
        var fits = isBase64 && (length == IEd25519.KeyBytes || (_isPrivate && length == 2 * IEd25519.KeyBytes));
        Reason = fits ? Reason.None : Reason.SecretMalformed;
        decoded.AsSpan(0, fits ? IEd25519.KeyBytes : 0).CopyTo(_bytes);
    }

    public Reason Reason { get; }

    public static bool IsOne(Secret secret) =>
        secret.Value.StartsWith(PublicPrefix, StringComparison.Ordinal) || secret.Value.StartsWith(PrivatePrefix, StringComparison.Ordinal);

    public byte[] Public(IEd25519 ed25519) => _public ??= _isPrivate ? ed25519.PublicKeyOf(_bytes) : _bytes;

    public ReadOnlySpan<byte> Private => _isPrivate ? _bytes : throw new SigningException($"Signing needs the private key, {PrivatePrefix}….");
}
