using System.Globalization;
using System.Security.Cryptography;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification.Sns;

/// <summary>RSA over the canonical text of an Amazon SNS message. The certificate is fetched only for a message of an allowed topic, fresh, from an address of SNS.</summary>
internal sealed class SnsScheme(TimeSpan tolerance) : ISigningScheme
{
    public const string SchemeName = "sns";

    private const string TypeHeader = "x-amz-sns-message-type";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>SNS tries for an hour, with the time of the first try.</summary>
    private static readonly TimeSpan s_defaultTolerance = TimeSpan.FromHours(1);

    private readonly SignedTimestamp _timestamp = new("Timestamp", TimestampFormat.Rfc3339, tolerance);

    public string Name => SchemeName;

    public bool CoversTimestamp => true;

    public static SnsScheme Create(ProfileParameters parameters) => new(parameters.Duration("tolerance", s_defaultTolerance));

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) => instance.Trust.Topics.Count > 0 ? Reason.None : Reason.TrustMissing;

    public Reason CheckHead(VerificationRequest request)
    {
        var times = request.Headers.Read(TypeHeader, out var type);
        return times == 0 ? Reason.SignatureMissing : SnsMessage.IsType(type) ? Reason.None : Reason.SignatureMalformed;
    }

    public async ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var message = SnsMessage.TryRead(body);
        var reason = CheckMessage(request, message, out var signature);
        if (reason != Reason.None)
        {
            return VerificationResult.Refused(reason);
        }

        var (algorithm, hash) = Hash(message!);
        foreach (var (authority, version) in DevelopmentAuthority.Among(request.Secrets))
        {
            if (authority.Key!.VerifyHash(hash, signature, algorithm, RSASignaturePadding.Pkcs1))
            {
                return new VerificationResult(Reason.None, this, version, message!["MessageId"]);
            }
        }

        var document = await request.Services.Documents.GetAsync(SnsAddress.Certificate(message!["SigningCertURL"])!, cancellationToken);
        return document is null ? VerificationResult.Refused(Reason.KeysUnavailable)
            : document.As(SnsCertificate.Read).KeyAt(request.Now) is not { } key ? VerificationResult.Refused(Reason.CertificateRefused)
            : key.VerifyHash(hash, signature, algorithm, RSASignaturePadding.Pkcs1) ? new VerificationResult(Reason.None, this, null, message["MessageId"])
            : VerificationResult.Refused(Reason.SignatureMismatch);
    }

    public SignedDelivery Sign(SigningRequest request) => SnsSimulator.Sign(request, request.Now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    /// <summary>The digest that is signed: SHA-1 in version 1, SHA-256 in version 2.</summary>
    internal static (HashAlgorithmName Algorithm, byte[] Hash) Hash(SnsMessage message)
    {
        var algorithm = message["SignatureVersion"] == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        using var hash = IncrementalHash.CreateHash(algorithm);
        message.AppendTo(hash);
        return (algorithm, hash.GetHashAndReset());
    }

    private Reason CheckMessage(VerificationRequest request, SnsMessage? message, out byte[] signature)
    {
        signature = [];
        request.Headers.Read(TypeHeader, out var type);
        if (message is null || message["Type"] != type || !SnsMessage.IsType(type) || message["SignatureVersion"] is not ("1" or "2") || !message.IsComplete)
        {
            return Reason.SignatureMalformed;
        }

        if (!request.Instance.Trust.Topics.Contains(message["TopicArn"]!))
        {
            return Reason.TopicNotAllowed;
        }

        if (!_timestamp.TryParse(message["Timestamp"]!, out var milliseconds))
        {
            return Reason.TimestampMalformed;
        }

        var buffer = new byte[1024];
        if (message["Signature"] is not { } text || !Convert.TryFromBase64String(text, buffer, out var length) || length == 0)
        {
            return message["Signature"] is null ? Reason.SignatureMissing : Reason.SignatureMalformed;
        }

        signature = buffer[..length];
        return SnsAddress.Certificate(message["SigningCertURL"]) is null ? Reason.KeyAddressNotAllowed : _timestamp.CheckAge(milliseconds, request.Now);
    }
}
