using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification.Hmac;

/// <summary>A keyed digest over the body and, where the sender signs them, id and timestamp.</summary>
internal sealed class HmacScheme(string name, HmacRules rules) : ISigningScheme
{
    public const string SchemeName = "hmac";

    private readonly SignatureRules _signature = rules.Signature;
    private readonly ConditionalWeakTable<Secret, HmacKey> _keys = [];

    public string Name => name;

    public bool CoversTimestamp => _signature.Timestamp is not null;

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) => SecretMatch.Check(secrets, s => Key(s).Reason);

    public Reason CheckHead(VerificationRequest request)
    {
        Span<byte> signatures = stackalloc byte[SignatureFormat.MaxSignatures * SignatureFormat.MaxBytes];
        return _signature.Read(request.Headers, signatures, out _, out _);
    }

    public ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        new(Verify(request, body.Span));

    public SignedDelivery Sign(SigningRequest request)
    {
        var signed = _signature.Stamp(request.DeliveryId, request.Now);
        Span<byte> mac = stackalloc byte[_signature.Signatures.Bytes];
        var key = request.Secrets.Select(Key).FirstOrDefault(k => k.Reason == Reason.None)
            ?? throw new SigningException("No secret can be used to sign.");
        key.Sign(_signature.Template, signed, request.Body.Span, mac);
        return new SignedDelivery(request.Body, _signature.Write(mac, signed));
    }

    private VerificationResult Verify(VerificationRequest request, ReadOnlySpan<byte> body)
    {
        Span<byte> signatures = stackalloc byte[SignatureFormat.MaxSignatures * SignatureFormat.MaxBytes];
        var reason = _signature.Read(request.Headers, signatures, out var count, out var signed);
        if (reason != Reason.None)
        {
            return VerificationResult.Refused(reason);
        }

        var match = Match(signatures[..(count * _signature.Signatures.Bytes)], signed, body, request.Secrets);
        reason = match.Reason;
        if (reason == Reason.None && _signature.Timestamp is { } timestamp)
        {
            reason = timestamp.CheckAge(signed.TimestampMilliseconds, request.Now);
        }

        return reason == Reason.None ? new VerificationResult(Reason.None, this, match.Version, signed.Id) : VerificationResult.Refused(reason);
    }

    private SecretMatch Match(ReadOnlySpan<byte> signatures, in SignedHeaders signed, ReadOnlySpan<byte> body, IReadOnlyList<Secret> secrets)
    {
        var match = new SecretMatch();
        Span<byte> mac = stackalloc byte[_signature.Signatures.Bytes];
        for (var i = 0; i < secrets.Count; i++)
        {
            var key = Key(secrets[i]);
            if (key.Reason != Reason.None)
            {
                match.Skip(key.Reason);
                continue;
            }

            key.Sign(_signature.Template, signed, body, mac);
            match.Tried(secrets[i], Contains(signatures, mac));
        }

        return match;
    }

    private static bool Contains(ReadOnlySpan<byte> signatures, ReadOnlySpan<byte> mac)
    {
        var found = false;
        for (var at = 0; at < signatures.Length; at += mac.Length)
        {
            found |= CryptographicOperations.FixedTimeEquals(signatures.Slice(at, mac.Length), mac);
        }

        return found;
    }

    private HmacKey Key(Secret secret) =>
        _keys.TryGetValue(secret, out var key) ? key : _keys.GetValue(secret, s => new HmacKey(rules.Algorithm, rules.Derive(s.Value)));
}
