using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification.Shared;

/// <summary>The secret itself in the request. Proves the sender, not the content; digests are compared, so that not even the length leaks.</summary>
internal sealed class SharedSecretScheme(SecretPlace place) : ISigningScheme
{
    public const string SchemeName = "shared-secret";

    /// <summary>Longest token that is looked at, in UTF-16 units.</summary>
    public const int MaxTokenLength = 1024;

    private readonly ConditionalWeakTable<Secret, TokenDigest> _digests = [];

    public string Name => SchemeName;

    public bool CoversTimestamp => false;

    public static SharedSecretScheme Create(ProfileParameters parameters) => new(SecretPlace.Read(parameters));

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) => place.IsInUrl && !instance.Trust.SecretInUrl
        ? Reason.SecretInUrlNotAllowed
        : SecretMatch.Check(secrets, s => Digest(s).Reason);

    public Reason CheckHead(VerificationRequest request) => Read(request.Delivery, out _);

    public ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        new(Verify(request));

    public SignedDelivery Sign(SigningRequest request) => request.Secrets is [var secret, ..]
        ? place.Put(secret.Value, request.Body)
        : throw new SigningException("There is no secret to present.");

    private VerificationResult Verify(VerificationRequest request)
    {
        var reason = Read(request.Delivery, out var token);
        if (reason != Reason.None)
        {
            return VerificationResult.Refused(reason);
        }

        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(token, presented);
        var match = new SecretMatch();
        for (var i = 0; i < request.Secrets.Count; i++)
        {
            var digest = Digest(request.Secrets[i]);
            if (digest.Reason != Reason.None)
            {
                match.Skip(digest.Reason);
                continue;
            }

            match.Tried(request.Secrets[i], CryptographicOperations.FixedTimeEquals(digest.Bytes, presented));
        }

        return match.Version is { } version ? new VerificationResult(Reason.None, this, version, null) : VerificationResult.Refused(match.Reason);
    }

    private static void Hash(ReadOnlySpan<char> token, Span<byte> digest)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(token.Length));
        SHA256.HashData(rented.AsSpan(0, Encoding.UTF8.GetBytes(token, rented)), digest);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    private Reason Read(Delivery delivery, out string? token)
    {
        var reason = place.Find(delivery, out token);
        return reason == Reason.None && token!.Length is 0 or > MaxTokenLength ? Reason.SignatureMalformed : reason;
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
