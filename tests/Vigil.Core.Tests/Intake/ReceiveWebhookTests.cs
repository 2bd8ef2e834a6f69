using Vigil.Core.Intake;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake;

public sealed class ReceiveWebhookTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_authentic_delivery_is_stored_as_it_came_and_queued()
    {
        using var intake = new TestIntake();
        const string Body = """{ "a": "ä" }""";

        var outcome = Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync(
            Body, null, ("X-GitHub-Event", "code_scanning_alert"), ("X-GitHub-Delivery", "not signed")));

        var alert = await intake.Blobs.ReadAsync(Containers.Alerts, outcome.AlertId, Stop);
        Assert.Equal(Body, System.Text.Encoding.UTF8.GetString(alert!.Content.Span));
        var metadata = await intake.MetadataAsync(outcome.AlertId);
        Assert.Equal(("github", "default", "github", "0123456789ab"), (metadata.Instance, metadata.Tenant, metadata.Profile, metadata.ProfileVersion));
        Assert.Equal(("hmac", "1", false), (metadata.Scheme, metadata.SecretVersion, metadata.PossibleReplay));
        Assert.Equal(intake.Time.GetUtcNow(), metadata.ReceivedAt);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(alert.Content.Span)), metadata.Digest);
        Assert.Equal(("x-github-event", "code_scanning_alert"), Assert.Single(metadata.Headers.Select(h => (h.Key, h.Value))));
        var message = Assert.Single(await intake.Queues.ReceiveAsync(Queues.Detections, 32, TimeSpan.FromMinutes(1), Stop));
        Assert.Equal((WorkMessage.Alert, outcome.AlertId), (WorkMessage.Parse(message.Body.Span)!.Schema, WorkMessage.Parse(message.Body.Span)!.Id));
    }

    [Theory]
    [InlineData("X-Hub-Signature-256", Reason.SignatureMalformed)]
    [InlineData("Content-Type", Reason.ContentTypeUnsupported)]
    public async Task A_header_that_is_there_twice_is_refused(string header, Reason expected)
    {
        using var intake = new TestIntake();
        await AssertRefusedAsync(intake, expected, await intake.GitHubAsync("{}", null, (header, "application/json")));
    }

    [Theory]
    [InlineData("", Reason.BodyEmpty)]
    [InlineData("{", Reason.JsonMalformed)]
    [InlineData("{} {}", Reason.JsonMalformed)]
    [InlineData("\ufeff{}", Reason.JsonMalformed)]
    [InlineData("not json", Reason.JsonMalformed)]
    public async Task An_authentic_body_that_is_no_json_is_refused(string body, Reason expected)
    {
        using var intake = new TestIntake();
        await AssertRefusedAsync(intake, expected, await intake.GitHubAsync(body));
    }

    [Fact]
    public async Task Garbage_is_not_parsed_before_its_signature_is_right()
    {
        using var intake = new TestIntake();
        await AssertRefusedAsync(intake, Reason.SignatureMismatch, await intake.GitHubAsync("{", "another secret of good length!!!"));
    }

    [Theory]
    [InlineData("gzip", Reason.ContentEncodingUnsupported)]
    [InlineData("identity, gzip", Reason.ContentEncodingUnsupported)]
    [InlineData("", Reason.ContentEncodingUnsupported)]
    public async Task A_compressed_body_is_refused(string encoding, Reason expected)
    {
        using var intake = new TestIntake();
        await AssertRefusedAsync(intake, expected, await intake.GitHubAsync("{}", null, ("Content-Encoding", encoding)));
    }

    [Fact]
    public async Task Identity_is_no_compression()
    {
        using var intake = new TestIntake();
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("{}", null, ("Content-Encoding", "identity")));
    }

    [Theory]
    [InlineData("GET", "github", Reason.MethodNotAllowed)]
    [InlineData("OPTIONS", "github", Reason.MethodNotAllowed)]
    [InlineData("post", "github", Reason.MethodNotAllowed)]
    [InlineData("POST", "gitlab", Reason.UnknownInstance)]
    [InlineData("POST", "GitHub", Reason.UnknownInstance)]
    [InlineData("POST", "", Reason.UnknownInstance)]
    [InlineData("POST", "../github", Reason.UnknownInstance)]
    public async Task Only_posts_to_an_instance_are_deliveries(string method, string instance, Reason expected)
    {
        using var intake = new TestIntake();
        var delivery = new Delivery(method, instance, TestSenders.GitHubHeaders("{}"u8.ToArray(), TestSenders.Key), null, 2, new MemoryStream("{}"u8.ToArray()));
        await AssertRefusedAsync(intake, expected, await intake.Handler.HandleAsync(delivery, Stop));
    }

    [Fact]
    public async Task A_profile_without_a_secret_is_no_instance_and_a_configured_instance_without_one_refuses()
    {
        using var intake = new TestIntake(
            o => o.Instances.Add(new InstanceOptions { Name = "github-eu", Profile = "github" }),
            new Dictionary<string, string?> { ["VIGIL_SECRET_WEBHOOK_SLACK"] = "too short" });
        var body = "{}"u8.ToArray();

        await AssertRefusedAsync(intake, Reason.UnknownInstance, await intake.GitHubAsync("{}"));
        await AssertRefusedAsync(intake, Reason.SecretMissing, await intake.SendAsync("github-eu", TestSenders.GitHubHeaders(body, TestSenders.Key), body));
        await AssertRefusedAsync(intake, Reason.SecretTooShort,
            await intake.SendAsync("slack", TestSenders.SlackHeaders(intake.Time.GetUtcNow(), body), body));
    }

    [Fact]
    public async Task Two_instances_of_one_profile_have_their_own_secrets_tenants_and_alerts()
    {
        using var intake = new TestIntake(
            o => o.Instances.Add(new InstanceOptions { Name = "github-eu", Profile = "github", Tenant = "Zürich / EU" }),
            new Dictionary<string, string?>
            {
                ["VIGIL_SECRET_WEBHOOK_GITHUB"] = TestSenders.Key,
                ["VIGIL_SECRET_WEBHOOK_GITHUB_EU"] = "the secret of the other one",
            });
        var body = "{}"u8.ToArray();

        var us = Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("{}"));
        await AssertRefusedAsync(
            intake, Reason.SignatureMismatch, await intake.SendAsync("github-eu", TestSenders.GitHubHeaders(body, TestSenders.Key), body), alerts: 1);
        var eu = Assert.IsType<IntakeOutcome.Accepted>(
            await intake.SendAsync("github-eu", TestSenders.GitHubHeaders(body, "the secret of the other one"), body));

        Assert.NotEqual(us.AlertId, eu.AlertId);
        Assert.Equal("Zürich / EU", (await intake.MetadataAsync(eu.AlertId)).Tenant);
    }

    [Fact]
    public async Task A_handshake_is_verified_answered_and_not_stored()
    {
        using var intake = new TestIntake();

        var pong = Assert.IsType<IntakeOutcome.Handshake>(await intake.GitHubAsync("{\"zen\":1}", null, ("X-GitHub-Event", "ping")));
        Assert.Equal("pong", pong.Answer.Body);
        Assert.Empty(await intake.NamesAsync(Containers.Alerts));
        await AssertRefusedAsync(intake, Reason.SignatureMismatch,
            await intake.GitHubAsync("{}", "another secret of good length!!!", ("X-GitHub-Event", "ping")));
    }

    [Fact]
    public async Task Hostile_header_values_are_left_out_rather_than_stored()
    {
        using var intake = new TestIntake();
        foreach (var (value, kept) in ((string, bool)[])
            [("push\r\n\0\u001b[31m", true), ("Größe \ud800", true), (new string('x', 512), true), (new string('x', 513), false), (new string('ä', 300), false)])
        {
            var outcome = Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync($"\"{value.Length}\"", null, ("X-GitHub-Event", value)));
            Assert.Equal(kept, (await intake.MetadataAsync(outcome.AlertId)).Headers.ContainsKey("x-github-event"));
        }
    }

    private static async Task AssertRefusedAsync(TestIntake intake, Reason expected, IntakeOutcome outcome, int alerts = 0)
    {
        Assert.Equal(expected, Assert.IsType<IntakeOutcome.Rejected>(outcome).Reason);
        Assert.Equal(alerts, (await intake.NamesAsync(Containers.Alerts)).Count);
        Assert.Equal(alerts, (await intake.NamesAsync(Containers.Done)).Count);
        Assert.Equal(alerts, await intake.QueuedAsync());
    }
}
