using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Testing;
using Vigil.Web.Webhooks.Keys;
using Xunit;

namespace Vigil.Core.Tests.Intake.Tokens;

/// <summary>Bearer tokens of Entra, as Azure Monitor's secure webhooks and Event Grid send them.</summary>
public sealed class JwtTests : IDisposable
{
    private static readonly IVerificationScheme s_scheme = Schemes.Create("jwt", Schemes.EntraYaml);

    private readonly Issuer _issuer = new();
    private readonly Issuer _stranger = new();
    private readonly FakeWeb _web = new();
    private readonly ManualTime _time = new();

    public JwtTests() => _web.Put(Issuer.KeysAddress, _issuer.Document());

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>What differs from a right token; whether keys may have been fetched before it was refused.</summary>
    public static TheoryData<string, Reason, bool> Tokens => new()
    {
        { "right", Reason.None, true },
        { "version 2", Reason.None, true },
        { "several audiences", Reason.None, true },
        { "audience as uri", Reason.None, true },
        { "just expired", Reason.None, true },
        { "expired", Reason.TimestampTooOld, false },
        { "not yet", Reason.TimestampTooNew, false },
        { "no expiry", Reason.TimestampMissing, false },
        { "alg none", Reason.TokenAlgorithmNotAllowed, false },
        { "alg None, no signature", Reason.TokenAlgorithmNotAllowed, false },
        { "alg HS256 by the public key", Reason.TokenAlgorithmNotAllowed, false },
        { "alg RS384", Reason.TokenAlgorithmNotAllowed, false },
        { "alg rs256", Reason.TokenAlgorithmNotAllowed, false },
        { "kid unknown", Reason.TokenKeyUnknown, true },
        { "kid missing", Reason.TokenKeyUnknown, false },
        { "kid of another", Reason.SignatureMismatch, true },
        { "kid that is a path", Reason.TokenKeyUnknown, true },
        { "key in its own header", Reason.TokenKeyUnknown, true },
        { "key in its own header, kid of another", Reason.SignatureMismatch, true },
        { "claims changed", Reason.SignatureMismatch, true },
        { "signature cut", Reason.SignatureMismatch, true },
        { "signature empty", Reason.SignatureMismatch, true },
        { "wrong issuer", Reason.TokenIssuerWrong, false },
        { "issuer of another tenant", Reason.TokenIssuerWrong, false },
        { "no issuer", Reason.TokenIssuerWrong, false },
        { "wrong audience", Reason.TokenAudienceWrong, false },
        { "no audience", Reason.TokenAudienceWrong, false },
        { "wrong role", Reason.TokenRoleMissing, false },
        { "no role", Reason.TokenRoleMissing, false },
        { "wrong app", Reason.TokenAppWrong, false },
        { "no app", Reason.TokenAppWrong, false },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task A_token_is_judged_as_the_table_says(string kind, Reason expected, bool fetches)
    {
        var reason = await JudgeAsync("Bearer " + Make(kind));

        Assert.Equal(expected, reason);
        Assert.Equal(fetches, _web.Asked.Count > 0);
        Assert.All(_web.Asked, address => Assert.Equal(Issuer.KeysAddress, address.ToString()));
    }

    [Theory]
    [InlineData(null, Reason.SignatureMissing)]
    [InlineData("", Reason.SignatureMalformed)]
    [InlineData("Bearer ", Reason.SignatureMalformed)]
    [InlineData("Bearer a.b", Reason.SignatureMalformed)]
    [InlineData("Bearer a.b.c.d.e", Reason.SignatureMalformed)]
    [InlineData("Bearer ..", Reason.SignatureMalformed)]
    [InlineData("Bearer a.b.c", Reason.SignatureMalformed)]
    [InlineData("Bearer é.é.é", Reason.SignatureMalformed)]
    [InlineData("Bearer e30.e30.", Reason.TokenAlgorithmNotAllowed)]
    [InlineData("Bearer W10.W10.W10", Reason.SignatureMalformed)]
    [InlineData("Basic a.b.c", Reason.SignatureMalformed)]
    public async Task What_is_no_token_is_malformed_and_fetches_nothing(string? header, Reason expected)
    {
        Assert.Equal(expected, await JudgeAsync(header));
        Assert.Empty(_web.Asked);
    }

    [Fact]
    public async Task Twice_and_overlong_tokens_are_malformed()
    {
        var token = "Bearer " + Make("right");
        Assert.Equal(Reason.SignatureMalformed, (await JudgeAsync(new GivenHeaders { { "Authorization", token }, { "authorization", token } }, Trusting())).Reason);
        var claims = Issuer.Claims(Now);
        claims["pad"] = new string('x', TokenRules.MaxTokenLength);
        Assert.Equal(Reason.SignatureMalformed, await JudgeAsync("Bearer " + _issuer.Token(claims)));
    }

    [Theory]
    [InlineData(null, Issuer.Tenant)]
    [InlineData("", Issuer.Tenant)]
    [InlineData(Issuer.Audience, null)]
    [InlineData(Issuer.Audience, "")]
    public async Task An_instance_that_does_not_say_for_whom_takes_no_token(string? audience, string? tenant)
    {
        var instance = Trusting();
        (instance.Trust.Audience, instance.Trust.EntraTenant) = (audience, tenant);
        Assert.Equal(Reason.TrustMissing, s_scheme.CheckSetup(instance, []));
        Assert.Equal(Reason.TrustMissing, (await JudgeAsync(new GivenHeaders { { "Authorization", "Bearer " + Make("right") } }, instance)).Reason);
    }

    [Fact]
    public async Task A_new_key_is_fetched_once_and_unknown_ones_not_more_than_every_five_minutes()
    {
        using var next = new Issuer { Kid = "key-2" };
        Assert.Equal(Reason.None, await JudgeAsync("Bearer " + Make("right")));
        _web.Put(Issuer.KeysAddress, _issuer.Document(next));
        Assert.Equal(Reason.TokenKeyUnknown, await JudgeAsync("Bearer " + next.Token(Issuer.Claims(Now))));
        Assert.Single(_web.Asked);

        _time.Advance(KeyDocuments.RefreshEvery);
        Assert.Equal(Reason.None, await JudgeAsync("Bearer " + next.Token(Issuer.Claims(Now))));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(Reason.TokenKeyUnknown, await JudgeAsync("Bearer " + _stranger.Token(Issuer.Claims(Now), kid: $"guess-{i}")));
        }

        Assert.Equal(2, _web.Asked.Count);
        Assert.Equal(Reason.None, await JudgeAsync("Bearer " + _issuer.Token(Issuer.Claims(Now))));
    }

    [Fact]
    public async Task Without_keys_a_token_is_put_off_rather_than_refused()
    {
        _web.Remove(Issuer.KeysAddress);
        Assert.Equal(Reason.KeysUnavailable, await JudgeAsync("Bearer " + Make("right")));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"key-1","k":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"key-1","n":"AQAB","e":"AQAB"}]}""")]
    public async Task Keys_that_are_none_verify_nothing(string document)
    {
        _web.Put(Issuer.KeysAddress, Encoding.UTF8.GetBytes(document));
        Assert.Equal(Reason.TokenKeyUnknown, await JudgeAsync("Bearer " + Make("right")));
    }

    [Fact]
    public async Task A_development_authority_counts_only_where_a_secret_names_it()
    {
        var authority = new Secret("dev", DevelopmentAuthority.Create());
        var signed = ((ISigningScheme)s_scheme).Sign(new SigningRequest("{}"u8.ToArray(), Trusting(), [authority], "id", Now, new Ed25519()));
        var headers = new GivenHeaders { { signed.Headers[0].Key, signed.Headers[0].Value } };

        Assert.Equal(Reason.None, (await JudgeAsync(headers, Trusting(), authority)).Reason);
        Assert.Empty(_web.Asked);
        Assert.Equal(Reason.TokenKeyUnknown, (await JudgeAsync(headers, Trusting())).Reason);
        Assert.Equal(Reason.TokenKeyUnknown, (await JudgeAsync(headers, Trusting(), new Secret("1", DevelopmentAuthority.Create()))).Reason);
        var unmarked = new Secret("1", authority.Value.Replace(DevelopmentAuthority.Marker + "\n", "", StringComparison.Ordinal));
        Assert.Equal(Reason.TokenKeyUnknown, (await JudgeAsync(headers, Trusting(), unmarked)).Reason);
    }

    public void Dispose()
    {
        _issuer.Dispose();
        _stranger.Dispose();
        _web.Dispose();
    }

    private static SenderInstance Trusting()
    {
        var instance = SenderInstance.Unconfigured("azure-monitor", "azure-monitor");
        (instance.Trust.Audience, instance.Trust.EntraTenant) = (Issuer.Audience, Issuer.Tenant);
        return instance;
    }

    private async Task<Reason> JudgeAsync(string? header) => (await JudgeAsync(new GivenHeaders { { "Authorization", header } }, Trusting())).Reason;

    private ValueTask<VerificationResult> JudgeAsync(GivenHeaders headers, SenderInstance instance, params Secret[] secrets) =>
        s_scheme.VerifyAsync(new VerificationRequest(
            instance, secrets, new Delivery("POST", instance.Name, headers, null, null, Stream.Null), Now, _web.Services(_time)), default, CancellationToken.None);

    private string Make(string kind)
    {
        var claims = Issuer.Claims(Now);
        var change = kind switch
        {
            "version 2" => ("iss", $"https://login.microsoftonline.com/{Issuer.Tenant}/v2.0"),
            "several audiences" => ("aud", new JsonArray("another", Issuer.Audience)),
            "audience as uri" => ("aud", "api://" + Issuer.Audience),
            "just expired" => ("exp", Now.AddMinutes(-5).ToUnixTimeSeconds()),
            "expired" => ("exp", Now.AddSeconds(-301).ToUnixTimeSeconds()),
            "not yet" => ("nbf", Now.AddSeconds(301).ToUnixTimeSeconds()),
            "no expiry" => ("exp", null),
            "wrong issuer" => ("iss", "https://sts.windows.net.evil.example/"),
            "issuer of another tenant" => ("iss", "https://sts.windows.net/00000000-0000-0000-0000-000000000000/"),
            "no issuer" => ("iss", null),
            "wrong audience" => ("aud", "api://another"),
            "no audience" => ("aud", null),
            "wrong role" => ("roles", new JsonArray("ActionGroupsSecureWebhook2")),
            "no role" => ("roles", null),
            "wrong app" => ("appid", "00000000-0000-0000-0000-000000000000"),
            "no app" => ("appid", null),
            _ => ((string Name, JsonNode? Value)?)null,
        };
        if (change is var (name, value))
        {
            claims[name] = value;
            if (value is null)
            {
                claims.Remove(name);
            }
        }

        if (kind == "version 2")
        {
            claims.Remove("appid");
            claims["azp"] = Issuer.ActionGroups;
        }

        var right = _issuer.Token(claims);
        return kind switch
        {
            "alg none" => _issuer.Token(claims, alg: "none"),
            "alg None, no signature" => _issuer.Token(claims, alg: "None", sign: _ => []),
            "alg HS256 by the public key" => _issuer.Token(claims, alg: "HS256", sign: b => HMACSHA256.HashData(_issuer.Key.ExportSubjectPublicKeyInfo(), b)),
            "alg RS384" => _issuer.Token(claims, alg: "RS384", sign: b => _issuer.Key.SignData(b, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)),
            "alg rs256" => _issuer.Token(claims, alg: "rs256"),
            "kid unknown" => _issuer.Token(claims, kid: "another"),
            "kid missing" => _issuer.Token(claims, kid: null),
            "kid of another" => _stranger.Token(claims, kid: _issuer.Kid),
            "kid that is a path" => _stranger.Token(claims, kid: "../../../../dev/null"),
            "key in its own header" => _stranger.Token(claims, kid: "another", more: OwnKey()),
            "key in its own header, kid of another" => _stranger.Token(claims, kid: _issuer.Kid, more: OwnKey()),
            "claims changed" => string.Join('.', right.Split('.')[0], _issuer.Token(Issuer.Claims(Now.AddSeconds(1))).Split('.')[1], right.Split('.')[2]),
            "signature cut" => right[..^8],
            "signature empty" => right[..(right.LastIndexOf('.') + 1)],
            _ => right,
        };
    }

    /// <summary>Every way in which a token can say where its key is.</summary>
    private JsonObject OwnKey() => new()
    {
        ["jwk"] = JsonNode.Parse(_stranger.Document())!["keys"]![0]!.DeepClone(),
        ["jku"] = "https://stranger.example/keys",
        ["x5u"] = "https://stranger.example/key.pem",
        ["x5c"] = new JsonArray("MIIB"),
    };
}
