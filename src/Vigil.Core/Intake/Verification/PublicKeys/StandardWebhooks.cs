using System.Security.Cryptography;
using Vigil.Core.Intake.Verification.Hmac;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification.PublicKeys;

/// <summary>Standard Webhooks 1.0 (standardwebhooks.com): symmetric signatures <c>v1</c> and Ed25519 signatures <c>v1a</c>, by the kind of the secrets.</summary>
internal sealed class StandardWebhooks(HmacScheme symmetric, Ed25519Scheme asymmetric) : ISigningScheme
{
    public const string SchemeName = "standard-webhooks";

    public string Name => SchemeName;

    public bool CoversTimestamp => true;

    public static StandardWebhooks Create(ProfileParameters parameters)
    {
        var headers = parameters.Choice("headers", "webhook", "svix");
        var timestamp = new SignedTimestamp(
            $"{headers}-timestamp", TimestampFormat.Unix, parameters.Duration("tolerance", SignedTimestamp.DefaultTolerance));
        SignatureRules Rules(string version, int bytes) => new(
            [$"{headers}-signature"], new SignatureFormat($"{version},", IsHex: false, ' ', bytes),
            SignedTemplate.Parse("{id}.{timestamp}.{body}", out _)!, $"{headers}-id", timestamp);
        return new StandardWebhooks(
            new HmacScheme(SchemeName, new HmacRules(Rules("v1", HMACSHA256.HashSizeInBytes), HashAlgorithmName.SHA256, SecretKey.FromBase64)),
            new Ed25519Scheme(SchemeName, Rules("v1a", SignatureFormat.MaxBytes)));
    }

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) =>
        SecretMatch.Check(secrets, s => SchemeOf(s).CheckSetup(instance, [s]));

    public Reason CheckHead(VerificationRequest request)
    {
        var reason = symmetric.CheckHead(request);
        return reason != Reason.None && request.Secrets.Any(Ed25519Key.IsOne) ? asymmetric.CheckHead(request) : reason;
    }

    public async ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!request.Secrets.Any(Ed25519Key.IsOne))
        {
            return Mine(await symmetric.VerifyAsync(request, body, cancellationToken));
        }

        var result = await asymmetric.VerifyAsync(request with { Secrets = Of(request, asymmetric) }, body, cancellationToken);
        var shared = Of(request, symmetric);
        return Mine(result.IsAuthentic || shared.Count == 0
            ? result
            : await symmetric.VerifyAsync(request with { Secrets = shared }, body, cancellationToken));
    }

    public SignedDelivery Sign(SigningRequest request) =>
        request.Secrets is [var secret, ..] ? SchemeOf(secret).Sign(request) : throw new SigningException("There is no secret to sign with.");

    private VerificationResult Mine(VerificationResult result) => result.IsAuthentic ? result with { Scheme = this } : result;

    private ISigningScheme SchemeOf(Secret secret) => Ed25519Key.IsOne(secret) ? asymmetric : symmetric;

    private List<Secret> Of(VerificationRequest request, ISigningScheme scheme) => [.. request.Secrets.Where(s => SchemeOf(s) == scheme)];
}
