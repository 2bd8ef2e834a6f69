using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Testing;
using Vigil.Web.Webhooks.Keys;
using Xunit;

namespace Vigil.Core.Tests.Intake.Sns;

/// <summary>Amazon SNS: signed by hand here, independently of the code under test.</summary>
public sealed class SnsTests : IDisposable
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:findings";
    private const string CertificateUrl = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    private static readonly IVerificationScheme s_scheme = Schemes.Create("sns", "");
    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _authority = RSA.Create(2048);
    private readonly FakeWeb _web = new();

    public SnsTests() => _web.Put(CertificateUrl, Certificate("CN=sns.amazonaws.com", "sns.amazonaws.com", s_now.AddDays(-1), s_now.AddDays(1)));

    public static TheoryData<string, Reason, bool> Messages => new()
    {
        { "right", Reason.None, true },
        { "version 1", Reason.None, true },
        { "with subject", Reason.None, true },
        { "subject null", Reason.None, true },
        { "confirmation", Reason.None, true },
        { "unsubscription", Reason.None, true },
        { "attributes beside", Reason.None, true },
        { "message changed", Reason.SignatureMismatch, true },
        { "id changed", Reason.SignatureMismatch, true },
        { "subject added", Reason.SignatureMismatch, true },
        { "other key", Reason.SignatureMismatch, true },
        { "version 1 digest in version 2", Reason.SignatureMismatch, true },
        { "signature cut", Reason.SignatureMismatch, true },
        { "signature no base64", Reason.SignatureMalformed, false },
        { "signature empty", Reason.SignatureMalformed, false },
        { "signature missing", Reason.SignatureMissing, false },
        { "version 3", Reason.SignatureMalformed, false },
        { "version missing", Reason.SignatureMalformed, false },
        { "type differs from header", Reason.SignatureMalformed, false },
        { "type unknown", Reason.SignatureMalformed, false },
        { "id missing", Reason.SignatureMalformed, false },
        { "member twice", Reason.SignatureMalformed, false },
        { "member no text", Reason.SignatureMalformed, false },
        { "other topic", Reason.TopicNotAllowed, false },
        { "topic in other case", Reason.TopicNotAllowed, false },
        { "an hour old", Reason.None, true },
        { "stale", Reason.TimestampTooOld, false },
        { "future", Reason.TimestampTooNew, false },
        { "time garbled", Reason.TimestampMalformed, false },
        { "no certificate there", Reason.KeysUnavailable, true },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_is_judged_as_the_table_says(string kind, Reason expected, bool fetches)
    {
        var (type, body) = Make(kind);
        var result = await JudgeAsync(type, body);

        Assert.Equal(expected, result.Reason);
        Assert.Equal(fetches, _web.Asked.Count > 0);
        Assert.Equal(expected == Reason.None ? "id-1" : null, result.SignedDeliveryId);
    }

    [Theory]
    [InlineData("http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("https://evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com\\@evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/other.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/x/../SimpleNotificationService-0123456789abcdef0123456789abcdef.pem?x=1")]
    [InlineData("https://s3.amazonaws.com/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("https://sns..amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("https://169.254.169.254/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task A_certificate_elsewhere_is_not_fetched(string address)
    {
        var (type, body) = Make("right", address);
        Assert.Equal(Reason.KeyAddressNotAllowed, (await JudgeAsync(type, body)).Reason);
        Assert.Empty(_web.Asked);
    }

    public static TheoryData<string, Reason> Certificates => new()
    {
        { "of sns", Reason.None },
        { "of another host", Reason.CertificateRefused },
        { "expired", Reason.CertificateRefused },
        { "not valid yet", Reason.CertificateRefused },
        { "self-signed", Reason.CertificateRefused },
        { "with its private authority", Reason.CertificateRefused },
        { "no certificate", Reason.CertificateRefused },
        { "empty", Reason.CertificateRefused },
    };

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task Only_a_certificate_of_sns_counts(string kind, Reason expected)
    {
        _web.Put(CertificateUrl, kind switch
        {
            "of sns" => Certificate("CN=sns.amazonaws.com", "sns.amazonaws.com", s_now.AddDays(-1), s_now.AddDays(1)),
            "of another host" => Certificate("CN=sns.amazonaws.com.evil.example", "sns.amazonaws.com.evil.example", s_now.AddDays(-1), s_now.AddDays(1)),
            "expired" => Certificate("CN=sns.amazonaws.com", "sns.amazonaws.com", s_now.AddDays(-2), s_now.AddSeconds(-1)),
            "not valid yet" => Certificate("CN=sns.amazonaws.com", "sns.amazonaws.com", s_now.AddSeconds(1), s_now.AddDays(2)),
            "self-signed" => Encoding.ASCII.GetBytes(SelfSigned(_key, "CN=sns.amazonaws.com").ExportCertificatePem()),
            "with its private authority" =>
            [
                .. Certificate("CN=sns.amazonaws.com", "sns.amazonaws.com", s_now.AddDays(-1), s_now.AddDays(1)), (byte)'\n',
                .. Encoding.ASCII.GetBytes(SelfSigned(_authority, "CN=Amazon RSA 2048 M01").ExportCertificatePem()),
            ],
            "no certificate" => "<html>"u8.ToArray(),
            _ => [],
        });
        var (type, body) = Make("right");
        Assert.Equal(expected, (await JudgeAsync(type, body)).Reason);
    }

    [Fact]
    public async Task A_simulated_message_passes_only_under_the_authority_that_the_instance_names()
    {
        var authority = new Secret("dev", DevelopmentAuthority.Create());
        var signed = ((ISigningScheme)s_scheme).Sign(new SigningRequest("""{"a":"ä"}"""u8.ToArray(), Trusting(), [authority], "id-1", s_now, new Ed25519()));

        var result = await JudgeAsync("Notification", signed.Body.ToArray(), authority);
        Assert.Equal((Reason.None, "dev", "id-1"), (result.Reason, result.SecretVersion, result.SignedDeliveryId));
        Assert.Empty(_web.Asked);
        Assert.Equal("""{"a":"ä"}""", JsonDocument.Parse(signed.Body).RootElement.GetProperty("Message").GetString());
        Assert.False((await JudgeAsync("Notification", signed.Body.ToArray())).IsAuthentic);
    }

    [Fact]
    public void An_instance_without_topics_takes_nothing() =>
        Assert.Equal(Reason.TrustMissing, s_scheme.CheckSetup(SenderInstance.Unconfigured("aws-sns", "aws-sns"), [new Secret("1", DevelopmentAuthority.Create())]));

    public void Dispose()
    {
        _key.Dispose();
        _authority.Dispose();
        _web.Dispose();
    }

    private static SenderInstance Trusting()
    {
        var instance = SenderInstance.Unconfigured("aws-sns", "aws-sns");
        instance.Trust.Topics.Add(Topic);
        return instance;
    }

    private static X509Certificate2 SelfSigned(RSA key, string name)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(name.Contains("M01", StringComparison.Ordinal), false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("sns.amazonaws.com");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(s_now.AddDays(-3), s_now.AddDays(3));
    }

    private byte[] Certificate(string subject, string host, DateTimeOffset from, DateTimeOffset to)
    {
        using var authority = SelfSigned(_authority, "CN=Amazon RSA 2048 M01");
        var request = new CertificateRequest(subject, _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, to, [1, 2, 3, 4]);
        return Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
    }

    private ValueTask<VerificationResult> JudgeAsync(string type, byte[] body, params Secret[] secrets)
    {
        var delivery = new Delivery("POST", "aws-sns", new GivenHeaders { { "x-amz-sns-message-type", type } }, null, null, Stream.Null);
        return s_scheme.VerifyAsync(
            new VerificationRequest(Trusting(), secrets, delivery, s_now, _web.Services(new ManualTime(s_now))), body, CancellationToken.None);
    }

    private (string Type, byte[] Body) Make(string kind, string certificate = CertificateUrl)
    {
        var type = kind switch { "confirmation" => "SubscriptionConfirmation", "unsubscription" => "UnsubscribeConfirmation", _ => "Notification" };
        var time = kind switch { "an hour old" => s_now.AddHours(-1), "stale" => s_now.AddHours(-1).AddMilliseconds(-1), "future" => s_now.AddHours(1).AddSeconds(1), _ => s_now };
        var members = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Message"] = "{\"a\":\"ä\\n\"}",
            ["MessageId"] = "id-1",
            ["Timestamp"] = kind == "time garbled" ? "yesterday" : time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["TopicArn"] = kind switch { "other topic" => Topic + "2", "topic in other case" => Topic.ToUpperInvariant(), _ => Topic },
            ["Type"] = type,
        };
        if (kind == "with subject")
        {
            members["Subject"] = "a subject";
        }

        if (type != "Notification")
        {
            (members["SubscribeURL"], members["Token"]) = ("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription", "a token");
        }

        var version = kind switch { "version 1" or "version 1 digest in version 2" => "1", _ => "2" };
        using var other = RSA.Create(2048);
        var signature = (kind == "other key" ? other : _key).SignData(
            Encoding.UTF8.GetBytes(string.Concat(members.Select(m => $"{m.Key}\n{m.Value}\n"))),
            version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        (members["Signature"], members["SignatureVersion"], members["SigningCertURL"]) = (Convert.ToBase64String(signature), version, certificate);
        Change(kind, members);
        if (kind == "no certificate there")
        {
            _web.Remove(CertificateUrl);
        }

        var json = JsonSerializer.Serialize(members);
        return (type, Encoding.UTF8.GetBytes(kind == "member twice" ? json.Insert(1, "\"Message\":\"other\",") : json));
    }

    private static void Change(string kind, SortedDictionary<string, object?> members)
    {
        var change = kind switch
        {
            "subject null" => ("Subject", null),
            "attributes beside" => ("MessageAttributes", new { severity = new { Type = "String", Value = "high" } }),
            "message changed" => ("Message", "other"),
            "id changed" => ("MessageId", "id-2"),
            "subject added" => ("Subject", "other"),
            "version 1 digest in version 2" => ("SignatureVersion", "2"),
            "signature cut" => ("Signature", ((string)members["Signature"]!)[..^8]),
            "signature no base64" => ("Signature", "!"),
            "signature empty" => ("Signature", ""),
            "signature missing" => ("Signature", null),
            "version 3" => ("SignatureVersion", "3"),
            "version missing" => ("SignatureVersion", null),
            "type differs from header" => ("Type", "SubscriptionConfirmation"),
            "type unknown" => ("Type", "Other"),
            "id missing" => ("MessageId", null),
            "member no text" => ("MessageId", 5),
            _ => ((string Name, object? Value)?)null,
        };
        if (change is var (name, value))
        {
            members[name] = value;
        }
    }
}
