using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification;

/// <summary>A keyed digest over the body and, where the sender signs them, id and timestamp.</summary>
internal sealed class HmacScheme(string name, HmacRules rules) : ISigningScheme
{
    public const string SchemeName = "hmac";

    private readonly ConditionalWeakTable<Secret, HmacKey> _keys = [];

    public string Name => name;

    public bool CoversTimestamp => rules.Timestamp is not null;

    public Reason CheckSecret(Secret secret) => Key(secret).Reason;

    public Reason CheckHeaders(IDeliveryHeaders headers)
    {
        Span<byte> signatures = stackalloc byte[SignatureFormat.MaxSignatures * SignatureFormat.MaxBytes];
        return Read(headers, signatures, out _, out _);
    }

    public VerificationResult Verify(IDeliveryHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<Secret> secrets, DateTimeOffset now)
    {
        Span<byte> signatures = stackalloc byte[SignatureFormat.MaxSignatures * SignatureFormat.MaxBytes];
        var reason = Read(headers, signatures, out var count, out var signed);
        if (reason != Reason.None)
        {
            return VerificationResult.Refused(reason);
        }

        reason = Match(signatures[..(count * rules.Signatures.Bytes)], signed, body, secrets, out var version);
        if (reason == Reason.None && rules.Timestamp is { } timestamp)
        {
            reason = timestamp.CheckAge(signed.TimestampMilliseconds, now);
        }

        return reason == Reason.None ? new VerificationResult(Reason.None, version, signed.Id) : VerificationResult.Refused(reason);
    }

    public IReadOnlyList<KeyValuePair<string, string>> Sign(ReadOnlySpan<byte> body, Secret secret, string deliveryId, DateTimeOffset now)
    {
        var timestamp = rules.Timestamp?.Format(now);
        Span<byte> mac = stackalloc byte[rules.Signatures.Bytes];
        Key(secret).Sign(rules.Template, new SignedHeaders("", deliveryId, timestamp, now.ToUnixTimeMilliseconds()), body, mac);
        var headers = new List<KeyValuePair<string, string>> { new(rules.Header, rules.Signatures.Encode(mac)) };
        if (rules.IdHeader is not null)
        {
            headers.Add(new(rules.IdHeader, deliveryId));
        }

        if (rules.Timestamp is not null)
        {
            headers.Add(new(rules.Timestamp.Header, timestamp!));
        }

        return headers;
    }

    /// <summary>Goes through all secrets and all signatures, whatever matched before.</summary>
    private Reason Match(
        ReadOnlySpan<byte> signatures, in SignedHeaders signed, ReadOnlySpan<byte> body, IReadOnlyList<Secret> secrets, out string? version)
    {
        version = null;
        var otherwise = Reason.SecretMissing;
        Span<byte> mac = stackalloc byte[rules.Signatures.Bytes];
        for (var i = 0; i < secrets.Count; i++)
        {
            var key = Key(secrets[i]);
            if (key.Reason != Reason.None)
            {
                otherwise = otherwise == Reason.SecretMissing ? key.Reason : otherwise;
                continue;
            }

            otherwise = Reason.SignatureMismatch;
            key.Sign(rules.Template, signed, body, mac);
            version = Contains(signatures, mac) ? version ?? secrets[i].Version : version;
        }

        return version is null ? otherwise : Reason.None;
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

    private Reason Read(IDeliveryHeaders headers, Span<byte> signatures, out int count, out SignedHeaders signed)
    {
        count = 0;
        signed = default;
        string? id = null;
        string? timestamp = null;
        var milliseconds = 0L;
        if (rules.IdHeader is not null && (headers.Read(rules.IdHeader, out id) != 1 || !rules.Template.IsSoundId(id!)))
        {
            return headers.Read(rules.IdHeader, out _) == 0 ? Reason.DeliveryIdMissing : Reason.DeliveryIdMalformed;
        }

        if (rules.Timestamp is { } rule && (headers.Read(rule.Header, out timestamp) != 1 || !rule.TryParse(timestamp!, out milliseconds)))
        {
            return headers.Read(rule.Header, out _) == 0 ? Reason.TimestampMissing : Reason.TimestampMalformed;
        }

        var times = headers.Read(rules.Header, out var signature);
        count = times == 1 ? rules.Signatures.Decode(signature, signatures) : 0;
        signed = new SignedHeaders(signature ?? "", id, timestamp, milliseconds);
        return times == 0 ? Reason.SignatureMissing : count == 0 ? Reason.SignatureMalformed : Reason.None;
    }

    private HmacKey Key(Secret secret) =>
        _keys.TryGetValue(secret, out var key) ? key : _keys.GetValue(secret, s => new HmacKey(rules.Algorithm, rules.Derive(s.Value)));
}
