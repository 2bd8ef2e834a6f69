using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification.PublicKeys;

/// <summary>ECDSA on P-256 with SHA-256 over timestamp and body, the signature in base64 of DER, as SendGrid does.</summary>
internal sealed class EcdsaScheme(string header, SignedTemplate template, SignedTimestamp timestamp) : ISigningScheme
{
    public const string SchemeName = "ecdsa";

    /// <summary>Longest DER form of a P-256 signature.</summary>
    private const int MaxSignatureBytes = 72;

    private readonly ConditionalWeakTable<Secret, EcdsaKey> _keys = [];

    public string Name => SchemeName;

    public bool CoversTimestamp => true;

    public static EcdsaScheme Create(ProfileParameters parameters)
    {
        var header = parameters.RequireString("header");
        var template = SignedTemplate.Parse(parameters.String("template", "{timestamp}{body}")!, out var problem) ?? throw parameters.Error("template", problem!);
        var timestamp = SignedTimestamp.Read(parameters, template, [header], null);
        return timestamp is not null && !template.HasId
            ? new EcdsaScheme(header, template, timestamp)
            : throw parameters.Error("template", "'template' must hold {timestamp} and {body}, and no {id}");
    }

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) => SecretMatch.Check(secrets, s => Key(s).Reason);

    public Reason CheckHead(VerificationRequest request)
    {
        Span<byte> signature = stackalloc byte[MaxSignatureBytes];
        return Read(request, signature, out _, out _);
    }

    public ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        new(Verify(request, body.Span));

    public SignedDelivery Sign(SigningRequest request)
    {
        var signed = new SignedHeaders(null, timestamp.Format(request.Now), request.Now.ToUnixTimeMilliseconds());
        var key = request.Secrets.Select(Key).FirstOrDefault(k => k.Key is not null)?.Key ?? throw new SigningException("No secret can be used to sign.");
        try
        {
            var signature = key.SignHash(Hash(signed, request.Body.Span), DSASignatureFormat.Rfc3279DerSequence);
            return new SignedDelivery(request.Body, [new(header, Convert.ToBase64String(signature)), new(timestamp.Header, signed.Timestamp!)]);
        }
        catch (CryptographicException exception)
        {
            throw new SigningException("Signing needs the private key, in PEM.", exception);
        }
    }

    private VerificationResult Verify(VerificationRequest request, ReadOnlySpan<byte> body)
    {
        Span<byte> signature = stackalloc byte[MaxSignatureBytes];
        var reason = Read(request, signature, out var length, out var signed);
        if (reason != Reason.None)
        {
            return VerificationResult.Refused(reason);
        }

        var hash = Hash(signed, body);
        var match = new SecretMatch();
        foreach (var secret in request.Secrets)
        {
            var key = Key(secret);
            if (key.Key is null)
            {
                match.Skip(key.Reason);
                continue;
            }

            match.Tried(secret, key.Key.VerifyHash(hash, signature[..length], DSASignatureFormat.Rfc3279DerSequence));
        }

        return match.Version is { } version ? new VerificationResult(Reason.None, this, version, null) : VerificationResult.Refused(match.Reason);
    }

    private Reason Read(VerificationRequest request, Span<byte> signature, out int length, out SignedHeaders signed)
    {
        length = 0;
        signed = default;
        var times = timestamp.Find(request.Headers, out var stamp);
        if (times != 1 || !timestamp.TryParse(stamp!, out var milliseconds))
        {
            return times == 0 ? Reason.TimestampMissing : Reason.TimestampMalformed;
        }

        signed = new SignedHeaders(null, stamp, milliseconds);
        times = request.Headers.Read(header, out var text);
        return times == 0 ? Reason.SignatureMissing
            : times > 1 || !Convert.TryFromBase64String(text!, signature, out length) || length == 0 ? Reason.SignatureMalformed
            : timestamp.CheckAge(milliseconds, request.Now);
    }

    private byte[] Hash(in SignedHeaders signed, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        template.AppendTo(hash, signed, body);
        return hash.GetHashAndReset();
    }

    private EcdsaKey Key(Secret secret) => _keys.GetValue(secret, s => new EcdsaKey(s));
}
