using System.Buffers;
using System.Runtime.CompilerServices;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification.PublicKeys;

/// <summary>Ed25519 over id, timestamp and body. At most <see cref="MaxSignatures"/> signatures are tried per key: each costs what hashing a megabyte does.</summary>
internal sealed class Ed25519Scheme(string name, SignatureRules rules) : ISigningScheme
{
    public const int MaxSignatures = 4;

    private readonly ConditionalWeakTable<Secret, Ed25519Key> _keys = [];

    public string Name => name;

    public bool CoversTimestamp => rules.Timestamp is not null;

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) => SecretMatch.Check(secrets, s => Key(s).Reason);

    public Reason CheckHead(VerificationRequest request)
    {
        Span<byte> signatures = stackalloc byte[SignatureFormat.MaxSignatures * SignatureFormat.MaxBytes];
        var reason = rules.Read(request.Headers, signatures, out var count, out var signed);
        return reason != Reason.None ? reason
            : count > MaxSignatures ? Reason.SignatureMalformed
            : rules.Timestamp?.CheckAge(signed.TimestampMilliseconds, request.Now) ?? Reason.None;
    }

    public ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        new(Verify(request, body.Span));

    public SignedDelivery Sign(SigningRequest request)
    {
        var signed = rules.Stamp(request.DeliveryId, request.Now);
        var message = new byte[rules.Template.MaxLength(request.Body.Length)];
        var length = rules.Template.CopyTo(message, signed, request.Body.Span);
        var key = request.Secrets.Where(Ed25519Key.IsOne).Select(Key).FirstOrDefault(k => k.Reason == Reason.None)
            ?? throw new SigningException("No secret can be used to sign.");
        return new SignedDelivery(request.Body, rules.Write(request.Ed25519.Sign(key.Private, message.AsSpan(0, length)), signed));
    }

    private VerificationResult Verify(VerificationRequest request, ReadOnlySpan<byte> body)
    {
        var reason = CheckHead(request);
        if (reason != Reason.None)
        {
            return VerificationResult.Refused(reason);
        }

        Span<byte> signatures = stackalloc byte[SignatureFormat.MaxSignatures * SignatureFormat.MaxBytes];
        rules.Read(request.Headers, signatures, out var count, out var signed);
        var rented = ArrayPool<byte>.Shared.Rent(rules.Template.MaxLength(body.Length));
        var message = rented.AsSpan(0, rules.Template.CopyTo(rented, signed, body));
        var match = Match(request, message, signatures, count);
        ArrayPool<byte>.Shared.Return(rented);
        return match.Version is { } version ? new VerificationResult(Reason.None, this, version, signed.Id) : VerificationResult.Refused(match.Reason);
    }

    private SecretMatch Match(VerificationRequest request, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signatures, int count)
    {
        var match = new SecretMatch();
        foreach (var secret in request.Secrets)
        {
            var key = Key(secret);
            if (key.Reason != Reason.None)
            {
                match.Skip(key.Reason);
                continue;
            }

            var matches = false;
            for (var i = 0; i < count && !matches; i++)
            {
                matches = request.Services.Ed25519.Verify(
                    key.Public(request.Services.Ed25519), message, signatures.Slice(i * IEd25519.SignatureBytes, IEd25519.SignatureBytes));
            }

            match.Tried(secret, matches);
        }

        return match;
    }

    private Ed25519Key Key(Secret secret) => _keys.GetValue(secret, s => new Ed25519Key(s));
}
