using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification;

/// <summary>The secret itself in a header. Proves the sender, not the content; digests are compared, so that not even the length leaks.</summary>
/// <param name="header">The header that carries the secret.</param>
/// <param name="prefix">What precedes it, as in <c>Bearer </c>; in either case.</param>
internal sealed class SharedSecretScheme(string header, string prefix) : ISigningScheme
{
    public const string SchemeName = "shared-secret";

    /// <summary>Longest token that is looked at, in UTF-16 units.</summary>
    public const int MaxTokenLength = 1024;

    private readonly ConditionalWeakTable<Secret, TokenDigest> _digests = [];

    public string Name => SchemeName;

    public bool CoversTimestamp => false;

    public static SharedSecretScheme Create(ProfileParameters parameters) =>
        new(parameters.RequireString("header"), parameters.String("prefix", "")!);

    public Reason CheckSecret(Secret secret) => Digest(secret).Reason;

    public Reason CheckHeaders(IDeliveryHeaders headers) => Read(headers, out _);

    public VerificationResult Verify(IDeliveryHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<Secret> secrets, DateTimeOffset now)
    {
        var reason = Read(headers, out var token);
        if (reason != Reason.None)
        {
            return VerificationResult.Refused(reason);
        }

        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(token, presented);
        string? version = null;
        var otherwise = Reason.SecretMissing;
        for (var i = 0; i < secrets.Count; i++)
        {
            var digest = Digest(secrets[i]);
            if (digest.Reason != Reason.None)
            {
                otherwise = otherwise == Reason.SecretMissing ? digest.Reason : otherwise;
                continue;
            }

            otherwise = Reason.SignatureMismatch;
            version = CryptographicOperations.FixedTimeEquals(digest.Bytes, presented) ? version ?? secrets[i].Version : version;
        }

        return version is null ? VerificationResult.Refused(otherwise) : new VerificationResult(Reason.None, version, null);
    }

    public IReadOnlyList<KeyValuePair<string, string>> Sign(ReadOnlySpan<byte> body, Secret secret, string deliveryId, DateTimeOffset now) =>
        [new(header, prefix + secret.Value)];

    private static void Hash(ReadOnlySpan<char> token, Span<byte> digest)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(token.Length));
        SHA256.HashData(rented.AsSpan(0, Encoding.UTF8.GetBytes(token, rented)), digest);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    private Reason Read(IDeliveryHeaders headers, out ReadOnlySpan<char> token)
    {
        token = default;
        var times = headers.Read(header, out var value);
        if (times != 1)
        {
            return times == 0 ? Reason.SignatureMissing : Reason.SignatureMalformed;
        }

        if (!value!.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Reason.SignatureMalformed;
        }

        token = value.AsSpan(prefix.Length);
        return token.Length is 0 or > MaxTokenLength ? Reason.SignatureMalformed : Reason.None;
    }

    private TokenDigest Digest(Secret secret) => _digests.TryGetValue(secret, out var digest) ? digest : _digests.GetValue(secret, s => new TokenDigest(s));

    private sealed class TokenDigest
    {
        public TokenDigest(Secret secret)
        {
            var key = SecretKey.FromText(secret.Value);
            Reason = key.Reason;
            Bytes = SHA256.HashData(key.Bytes);
        }

        public Reason Reason { get; }

        public byte[] Bytes { get; }
    }
}
