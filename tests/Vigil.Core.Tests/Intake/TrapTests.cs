using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake;

/// <summary>Faults that reviews found in other receivers of webhooks, each tried here.</summary>
public sealed class TrapTests
{
    private const string Body = """{ "b": 1.0, "a": "ä", "a": 2 }""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trap_1_a_captured_delivery_under_a_new_unsigned_id_is_a_duplicate()
    {
        using var intake = new TestIntake();
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("{}", null, ("X-GitHub-Delivery", "1")));
        Assert.IsType<IntakeOutcome.Duplicate>(await intake.GitHubAsync("{}", null, ("X-GitHub-Delivery", "2")));
    }

    [Theory]
    [InlineData("header: S\ntimestampHeader: T")]
    [InlineData("header: S\nseparator: ','\ntimestampField: t")]
    [InlineData("header: S\ntemplate: '{timestamp}{body}'")]
    public void Trap_2_a_profile_cannot_name_a_timestamp_that_is_not_signed(string yaml) =>
        Assert.Throws<ProfileException>(() => Schemes.Hmac(yaml));

    [Theory]
    [InlineData("1742115600abc")]
    [InlineData("0x67D69A50")]
    [InlineData("1742115600.5")]
    [InlineData("1.7421156e9")]
    [InlineData("-1742115600")]
    [InlineData(" 1742115600")]
    [InlineData("１７４２１１５６００")]
    public void Trap_2_a_timestamp_is_digits_only(string timestamp)
    {
        var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestSenders.Key), Encoding.UTF8.GetBytes($"v0:{timestamp}:{{}}")));
        var headers = new GivenHeaders { { "X-Slack-Request-Timestamp", timestamp }, { "X-Slack-Signature", "v0=" + mac } };
        var verdict = Schemes.Hmac(Schemes.SlackYaml).Verify(headers, "{}"u8, [new Secret("1", TestSenders.Key)], DateTimeOffset.FromUnixTimeSeconds(1742115600));
        Assert.Equal(Reason.TimestampMalformed, verdict.Reason);
    }

    [Fact]
    public async Task Trap_3_unsigned_headers_and_query_choose_neither_instance_nor_secret()
    {
        using var intake = new TestIntake(o => o.Instances.Add(new InstanceOptions { Name = "github-eu", Profile = "github" }),
            new Dictionary<string, string?> { ["VIGIL_SECRET_WEBHOOK_GITHUB"] = TestSenders.Key, ["VIGIL_SECRET_WEBHOOK_GITHUB_EU"] = "the secret of the other one" });
        var body = "{}"u8.ToArray();
        var delivery = new Delivery("POST", "github-eu", TestSenders.GitHubHeaders(body, TestSenders.Key)
            .With("X-Forwarded-Host", "github").With("X-GitHub-Hook-Installation-Target-ID", "github"), null, 2, new MemoryStream(body))
        {
            Query = new GivenHeaders { { "instance", "github" }, { "sender", "github" }, { "event", "ping" } },
        };
        Assert.Equal(Reason.SignatureMismatch, Assert.IsType<IntakeOutcome.Rejected>(await intake.Handler.HandleAsync(delivery, Stop)).Reason);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("noop")]
    [InlineData("")]
    [InlineData("HMAC")]
    public void Trap_4_an_unknown_scheme_is_no_profile(string scheme) => Assert.Throws<ProfileException>(() => Schemes.Read($"scheme: '{scheme}'\nheader: S"));

    [Fact]
    public async Task Trap_4_a_missing_secret_is_not_skipped()
    {
        using var intake = new TestIntake(o => o.Instances.Add(new InstanceOptions { Name = "github-eu", Profile = "github" }), new Dictionary<string, string?>());
        var body = "{}"u8.ToArray();
        foreach (var headers in (GivenHeaders[])[TestSenders.GitHubHeaders(body, ""), new() { { "Content-Type", "application/json" } }])
        {
            Assert.Equal(Reason.SecretMissing, Assert.IsType<IntakeOutcome.Rejected>(await intake.SendAsync("github-eu", headers, body)).Reason);
        }
    }

    [Fact]
    public void Trap_5_signatures_of_any_length_are_refused_without_a_fault()
    {
        for (var length = 0; length < 200; length++)
        {
            var headers = new GivenHeaders { { "X-Hub-Signature-256", "sha256=" + new string('a', length) } };
            Assert.False(Schemes.GitHub.Verify(headers, "{}"u8, [new Secret("1", TestSenders.Key)], default).IsAuthentic);
        }
    }

    [Fact]
    public async Task Trap_5_nothing_is_stored_queued_or_answered_before_it_is_verified()
    {
        using var intake = new TestIntake();
        var ping = await intake.GitHubAsync("{}", "another secret of good length!!!", ("X-GitHub-Event", "ping"));
        Assert.Equal(Reason.SignatureMismatch, Assert.IsType<IntakeOutcome.Rejected>(ping).Reason);
        Assert.Equal(0, await intake.QueuedAsync());
        Assert.Empty(await intake.NamesAsync(Containers.Alerts));
    }

    [Fact]
    public async Task Trap_6_the_bytes_as_they_came_are_verified_and_kept_not_what_a_parser_makes_of_them()
    {
        using var intake = new TestIntake();
        var outcome = Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync(Body));
        Assert.Equal(Body, Encoding.UTF8.GetString((await intake.Blobs.ReadAsync(Containers.Alerts, outcome.AlertId, Stop))!.Content.Span));
    }

    [Fact]
    public void Trap_7_a_form_body_is_verified_as_it_came()
    {
        var form = "payload=%7B%22a%22%3A1%7D&b=+x"u8.ToArray();
        var now = new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
        var headers = TestSenders.SlackHeaders(now, form);
        Assert.True(Schemes.Hmac(Schemes.SlackYaml).Verify(headers, form, [new Secret("1", TestSenders.Key)], now).IsAuthentic);
        Assert.False(Schemes.Hmac(Schemes.SlackYaml).Verify(headers, """payload={"a":1}&b= x"""u8, [new Secret("1", TestSenders.Key)], now).IsAuthentic);
    }

    [Fact]
    public void Trap_8_any_of_several_signatures_and_secrets_may_match()
    {
        var right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestSenders.Key), "{}"u8));
        var headers = new GivenHeaders { { "X-PagerDuty-Signature", $"v1={new string('0', 64)},v1={right}" } };
        var verdict = Schemes.Hmac(Schemes.PagerDutyYaml).Verify(headers, "{}"u8, [new Secret("new", "a secret that is not in use yet"), new Secret("old", TestSenders.Key)], default);
        Assert.Equal((Reason.None, "old"), (verdict.Reason, verdict.SecretVersion));
    }

    /// <summary>The tables of addresses stand in SnsTests and HandshakeTests; here, that none is visited by whom nobody knows.</summary>
    [Fact]
    public async Task Trap_9_no_address_in_a_body_is_visited_before_topic_and_host_are_ours()
    {
        using var web = new FakeWeb();
        var request = Schemes.Request(new GivenHeaders { { "x-amz-sns-message-type", "SubscriptionConfirmation" } }, [], default, web);
        request.Instance.Trust.Topics.Add("arn:aws:sns:eu-west-1:123456789012:ours");
        foreach (var topic in (string[])["arn:aws:sns:eu-west-1:123456789012:ours", "arn:aws:sns:eu-west-1:999999999999:theirs"])
        {
            var body = $$"""
                {"Type":"SubscriptionConfirmation","MessageId":"m","Token":"t","TopicArn":"{{topic}}","Message":"x","Timestamp":"0001-01-01T00:00:00.000Z",
                 "SignatureVersion":"2","Signature":"AAAA","SubscribeURL":"http://169.254.169.254/","SigningCertURL":"http://169.254.169.254/"}
                """;
            Assert.False((await Schemes.Create("sns", "").VerifyAsync(request, Encoding.UTF8.GetBytes(body), Stop)).IsAuthentic);
        }

        Assert.Empty(web.Asked);
    }

    [Fact]
    public void Trap_10_a_reflected_validation_token_is_inert_text()
    {
        var challenge = Assert.Single(Handshakes.Read([ProfileParameters.Parse("test.yaml", "kind: graph-validation-token")]).Challenges);
        var answer = challenge.Answer(new Delivery("POST", "graph", new GivenHeaders(), null, 0, Stream.Null)
        {
            Query = new GivenHeaders { { "validationToken", "<img src=x onerror=alert(1)>" } },
        });
        Assert.Equal(("text/plain; charset=utf-8", "&lt;img src=x onerror=alert(1)&gt;"), (answer!.ContentType, answer.Body));
    }

    [Fact]
    public async Task Trap_11_what_remembers_a_delivery_holds_a_digest_and_no_body()
    {
        using var intake = new TestIntake();
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("""{"private":"words"}"""));
        var name = Assert.Single(await intake.NamesAsync(Containers.Done));
        Assert.Equal(0, (await intake.Blobs.ReadAsync(Containers.Done, name, Stop))!.Content.Length);
    }
}
