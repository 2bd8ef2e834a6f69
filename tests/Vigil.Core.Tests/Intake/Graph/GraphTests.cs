using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Testing;
using Vigil.Web.Webhooks.Keys;
using Xunit;

namespace Vigil.Core.Tests.Intake.Graph;

/// <summary>Change notifications of Microsoft Graph, encrypted by hand here, independently of the code under test.</summary>
public sealed class GraphTests : IDisposable
{
    private const string State = "the client state of it";
    private const string KeysAddress = "https://login.microsoftonline.com/common/discovery/v2.0/keys";
    private const string GraphApp = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    private static readonly IVerificationScheme s_scheme = Schemes.Create("graph", "");
    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private readonly Issuer _issuer = new();
    private readonly FakeWeb _web = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _retired = RSA.Create(2048);

    public GraphTests() => _web.Put(KeysAddress, _issuer.Document());

    public static TheoryData<string, Reason> Deliveries => new()
    {
        { "rich", Reason.None },
        { "two", Reason.None },
        { "retired certificate", Reason.None },
        { "by thumbprint", Reason.None },
        { "lifecycle", Reason.None },
        { "lifecycle with rich", Reason.None },
        { "basic", Reason.NeedsRichNotifications },
        { "state wrong", Reason.SignatureMismatch },
        { "state wrong in the second", Reason.SignatureMismatch },
        { "state missing", Reason.SignatureMissing },
        { "state empty", Reason.SignatureMismatch },
        { "state no text", Reason.SignatureMissing },
        { "basic, state wrong", Reason.SignatureMismatch },
        { "lifecycle, state wrong", Reason.SignatureMismatch },
        { "tenant of another", Reason.TokenIssuerWrong },
        { "no tokens", Reason.SignatureMissing },
        { "token of another app", Reason.TokenAppWrong },
        { "token for another audience", Reason.TokenAudienceWrong },
        { "token expired", Reason.TimestampTooOld },
        { "one bad token of two", Reason.TokenAudienceWrong },
        { "nine tokens", Reason.SignatureMalformed },
        { "token forged", Reason.SignatureMismatch },
        { "digest wrong", Reason.SignatureMismatch },
        { "data changed", Reason.SignatureMismatch },
        { "data not padded", Reason.DecryptionFailed },
        { "key garbled", Reason.DecryptionFailed },
        { "key for another certificate", Reason.DecryptionFailed },
        { "key under oaep-sha256", Reason.DecryptionFailed },
        { "short key", Reason.SignatureMismatch },
        { "certificate unknown", Reason.KeysUnavailable },
        { "no digest", Reason.SignatureMalformed },
        { "data no base64", Reason.SignatureMalformed },
        { "content no json", Reason.JsonMalformed },
        { "no json", Reason.SignatureMalformed },
        { "no list", Reason.SignatureMalformed },
        { "empty list", Reason.SignatureMalformed },
        { "1000 notifications", Reason.None },
        { "1001 notifications", Reason.SignatureMalformed },
    };

    [Theory]
    [MemberData(nameof(Deliveries))]
    public async Task A_delivery_is_judged_as_the_table_says(string kind, Reason expected)
    {
        var result = await JudgeAsync(Make(kind));

        Assert.Equal(expected, result.Reason);
        Assert.Equal(expected == Reason.None, result.Content is not null);
    }

    [Fact]
    public async Task What_is_kept_is_the_resource_without_secret_tokens_and_ciphers()
    {
        var result = await JudgeAsync(Make("lifecycle with rich"));

        var text = Encoding.UTF8.GetString(result.Content!.Value.Span);
        var value = JsonNode.Parse(text)!["value"]!.AsArray();
        Assert.Equal("Beaconing", (string?)value[0]!["content"]!["title"]);
        Assert.Equal("subscriptionRemoved", (string?)value[1]!["lifecycleEvent"]);
        Assert.DoesNotContain(State, text, StringComparison.Ordinal);
        Assert.DoesNotContain("encryptedContent", text, StringComparison.Ordinal);
        Assert.DoesNotContain("validationTokens", text, StringComparison.Ordinal);
        Assert.Equal("1", result.SecretVersion);
    }

    [Fact]
    public async Task The_same_resource_encrypted_anew_is_the_same_content()
    {
        var first = await JudgeAsync(Make("rich"));
        var second = await JudgeAsync(Make("rich"));
        Assert.True(first.Content!.Value.Span.SequenceEqual(second.Content!.Value.Span));
    }

    [Fact]
    public async Task Nobody_makes_us_fetch_or_decrypt_without_the_client_state()
    {
        foreach (var kind in (string[])["state wrong", "state missing", "basic, state wrong", "tenant of another", "no tokens", "token of another app", "token expired"])
        {
            await JudgeAsync(Make(kind));
        }

        Assert.Empty(_web.Asked);
    }

    [Fact]
    public void An_instance_needs_client_state_audience_and_tenant()
    {
        var instance = Trusting();
        Assert.Equal(Reason.None, s_scheme.CheckSetup(instance, Secrets()));
        Assert.Equal(Reason.SecretMissing, s_scheme.CheckSetup(instance, []));
        Assert.Equal(Reason.SecretTooShort, s_scheme.CheckSetup(instance, [new Secret("1", "short")]));
        Assert.Equal(Reason.SecretMalformed, s_scheme.CheckSetup(instance, [.. Secrets().Skip(1)]));
        instance.Trust.EntraTenant = null;
        Assert.Equal(Reason.TrustMissing, s_scheme.CheckSetup(instance, Secrets()));
    }

    [Fact]
    public async Task A_simulated_delivery_passes_only_under_the_authority_that_the_instance_names()
    {
        var body = """{"value":[{"title":"Beaconing"},{"subscriptionId":"s","lifecycleEvent":"missed"}]}"""u8.ToArray();
        Secret[] secrets = [.. Secrets(), new Secret("dev", DevelopmentAuthority.Create())];
        var signed = ((ISigningScheme)s_scheme).Sign(new SigningRequest(body, Trusting(), secrets, "id", s_now, new Ed25519()));

        var result = await JudgeAsync(signed.Body.ToArray(), secrets);
        Assert.Equal(Reason.None, result.Reason);
        Assert.Contains("Beaconing", Encoding.UTF8.GetString(result.Content!.Value.Span), StringComparison.Ordinal);
        Assert.Equal(Reason.TokenKeyUnknown, (await JudgeAsync(signed.Body.ToArray())).Reason);
    }

    public void Dispose()
    {
        _issuer.Dispose();
        _web.Dispose();
        _key.Dispose();
        _retired.Dispose();
    }

    private static SenderInstance Trusting()
    {
        var instance = SenderInstance.Unconfigured("graph", "graph");
        (instance.Trust.Audience, instance.Trust.EntraTenant) = (Issuer.Audience, Issuer.Tenant);
        return instance;
    }

    private Secret[] Secrets() =>
    [
        new("1", State),
        new("2", $"certificate-id: new one\n{_key.ExportPkcs8PrivateKeyPem()}"),
        new("3", $"{_retired.ExportPkcs8PrivateKeyPem()}\n{Certificate().ExportCertificatePem()}"),
        new("4", "-----BEGIN PRIVATE KEY-----\nbroken\n-----END PRIVATE KEY-----"),
    ];

    private X509Certificate2 Certificate() =>
        new CertificateRequest("CN=graph", _retired, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) { }.Create(
            new X500DistinguishedName("CN=graph"), X509SignatureGenerator.CreateForRSA(_retired, RSASignaturePadding.Pkcs1), s_now.AddYears(-2), s_now.AddYears(1), [7]);

    private ValueTask<VerificationResult> JudgeAsync(byte[] body, params Secret[] secrets) => s_scheme.VerifyAsync(
        new VerificationRequest(
            Trusting(), secrets.Length > 0 ? secrets : Secrets(), new Delivery("POST", "graph", new GivenHeaders(), null, null, Stream.Null), s_now,
            _web.Services(new ManualTime(s_now))),
        body, CancellationToken.None);

    private byte[] Make(string kind)
    {
        JsonArray value = kind switch
        {
            "two" or "state wrong in the second" => [Rich(kind), Rich(kind)],
            "lifecycle" or "lifecycle, state wrong" => [Lifecycle()],
            "lifecycle with rich" => [Rich(kind), Lifecycle()],
            "basic" or "basic, state wrong" => [Basic()],
            "empty list" => [],
            "1000 notifications" => [.. Enumerable.Range(0, 1000).Select(_ => Lifecycle())],
            "1001 notifications" => [.. Enumerable.Range(0, 1001).Select(_ => Lifecycle())],
            _ => [Rich(kind)],
        };
        var last = value.Count > 0 ? value[^1]! : new JsonObject();
        switch (kind)
        {
            case "state wrong" or "state wrong in the second" or "basic, state wrong" or "lifecycle, state wrong":
                last["clientState"] = State + "!";
                break;
            case "state missing":
                last.AsObject().Remove("clientState");
                break;
            case "state empty":
                last["clientState"] = "";
                break;
            case "state no text":
                last["clientState"] = 5;
                break;
            case "tenant of another":
                last["tenantId"] = Guid.Empty.ToString();
                break;
        }

        var body = new JsonObject { ["value"] = kind == "no list" ? new JsonObject() : value };
        if (kind is not ("lifecycle" or "basic" or "no tokens"))
        {
            body["validationTokens"] = new JsonArray([.. Tokens(kind)]);
        }

        return kind == "no json" ? "{"u8.ToArray() : Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private IEnumerable<JsonNode> Tokens(string kind)
    {
        var claims = Issuer.Claims(s_now);
        claims["appid"] = kind == "token of another app" ? Issuer.ActionGroups : GraphApp;
        if (kind == "token expired")
        {
            claims["exp"] = s_now.AddHours(-1).ToUnixTimeSeconds();
        }

        var good = _issuer.Token(claims, sign: kind == "token forged" ? _ => new byte[256] : null);
        claims["aud"] = "another";
        return kind switch
        {
            "token for another audience" => [_issuer.Token(claims)],
            "one bad token of two" => [good, _issuer.Token(claims)],
            "nine tokens" => Enumerable.Repeat(good, 9).Select(t => (JsonNode)t),
            _ => [good],
        };
    }

    private static JsonObject Basic() => new() { ["subscriptionId"] = "s", ["clientState"] = State, ["changeType"] = "created", ["resource"] = "security/alerts_v2/1", ["tenantId"] = Issuer.Tenant };

    private static JsonObject Lifecycle() => new() { ["subscriptionId"] = "s", ["clientState"] = State, ["lifecycleEvent"] = "subscriptionRemoved" };

    private JsonObject Rich(string kind)
    {
        var notification = Basic();
        var secret = RandomNumberGenerator.GetBytes(kind == "short key" ? 16 : 32);
        using var aes = Aes.Create();
        aes.Key = secret;
        var plain = Encoding.UTF8.GetBytes(kind == "content no json" ? "{" : """{"id":"1","title":"Beaconing"}""");
        var data = kind == "data not padded" ? new byte[15] : aes.EncryptCbc(plain, secret.AsSpan(0, 16));
        var digest = kind == "digest wrong" ? new byte[32] : HMACSHA256.HashData(secret, data);
        data[0] ^= (byte)(kind == "data changed" ? 1 : 0);
        var (recipient, id) = kind switch
        {
            "retired certificate" => (_retired, Certificate().Thumbprint),
            "by thumbprint" => (_retired, "an id that we do not know"),
            "key for another certificate" => (_retired, "new one"),
            _ => (_key, "new one"),
        };
        var padding = kind == "key under oaep-sha256" ? RSAEncryptionPadding.OaepSHA256 : RSAEncryptionPadding.OaepSHA1;
        var content = new JsonObject
        {
            ["data"] = kind == "data no base64" ? "!" : Convert.ToBase64String(data),
            ["dataKey"] = Convert.ToBase64String(kind == "key garbled" ? new byte[256] : recipient.Encrypt(secret, padding)),
            ["encryptionCertificateId"] = kind == "certificate unknown" ? "another" : id,
            ["encryptionCertificateThumbprint"] = kind == "by thumbprint" ? Certificate().Thumbprint : "none",
        };
        if (kind != "no digest")
        {
            content["dataSignature"] = Convert.ToBase64String(digest);
        }

        notification["encryptedContent"] = content;
        return notification;
    }
}
