using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Web.Webhooks.Keys;
using Xunit;

namespace Vigil.Web.Tests.Webhooks;

/// <summary>Every handshake over HTTP, as the product performs it.</summary>
public sealed class HandshakeTests : IDisposable
{
    private readonly Network _network = new();

    public void Dispose() => _network.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Graph_validates_its_notification_url()
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/graph?validationToken=Validation%3A+Testing%3Cb%3E") { Content = new StringContent("") };
        using var answer = await server.Client.SendAsync(request, Stop);

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("Validation: Testing&lt;b&gt;", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Event_grid_validates_by_event_and_by_options()
    {
        await using var server = await StartAsync();
        const string Url = $"/api/webhooks/event-grid?token=the+secret+that+both+sides+know!";
        using var validation = Json(Url, """[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"c-1"}}]""");
        validation.Headers.Add("aeg-event-type", "SubscriptionValidation");
        using var code = await server.Client.SendAsync(validation, Stop);
        Assert.Equal((HttpStatusCode.OK, """{"validationResponse":"c-1"}"""), (code.StatusCode, await code.Content.ReadAsStringAsync(Stop)));

        using var stranger = Json("/api/webhooks/event-grid?token=something+else+of+good+length", "[]");
        stranger.Headers.Add("aeg-event-type", "SubscriptionValidation");
        using var refused = await server.Client.SendAsync(stranger, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        using var options = new HttpRequestMessage(HttpMethod.Options, Url);
        options.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        options.Headers.Add("WebHook-Request-Rate", "120");
        using var allowed = await server.Client.SendAsync(options, Stop);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.Equal(["eventgrid.azure.net"], allowed.Headers.GetValues("WebHook-Allowed-Origin"));
        Assert.Equal(["*"], allowed.Headers.GetValues("WebHook-Allowed-Rate"));
        Assert.Equal(["POST", "OPTIONS"], allowed.Content.Headers.Allow);

        using var evil = new HttpRequestMessage(HttpMethod.Options, Url);
        evil.Headers.Add("WebHook-Request-Origin", "evil.example");
        using var denied = await server.Client.SendAsync(evil, Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, denied.StatusCode);
    }

    [Fact]
    public async Task A_subscription_of_sns_is_confirmed_once_it_is_verified()
    {
        await using var server = await StartAsync();
        const string Subscribe = $"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TestProfiles.Topic}&Token=t-1";
        var body = $$"""{"Type":"SubscriptionConfirmation","Message":"x","Token":"t-1","SubscribeURL":"{{Subscribe}}"}""";

        using var confirmed = await server.Client.SendAsync(Sns(body), Stop);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Equal(new Uri(Subscribe), Assert.Single(_network.Asked));

        using var elsewhere = await server.Client.SendAsync(Sns(body.Replace("sns.eu-west-1.amazonaws.com", "evil.example", StringComparison.Ordinal)), Stop);
        Assert.NotEqual(HttpStatusCode.OK, elsewhere.StatusCode);
        _network.Status = HttpStatusCode.Redirect;
        using var redirected = await server.Client.SendAsync(Sns(body), Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, redirected.StatusCode);
        Assert.NotNull(redirected.Headers.RetryAfter);
        Assert.Equal(2, _network.Asked.Count);
    }

    [Fact]
    public async Task Okta_verifies_by_get_and_gets_no_answer_where_nothing_is_set_up()
    {
        await using var server = await StartAsync();
        using var answer = await server.Client.SendAsync(Okta("okta"), Stop);
        Assert.Equal((HttpStatusCode.OK, """{"verification":"xyz-123"}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));

        using var unset = await server.Client.SendAsync(Okta("okta-unset"), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, unset.StatusCode);
        using var plain = await server.Client.GetAsync(new Uri("/api/webhooks/okta", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, plain.StatusCode);
    }

    [Fact]
    public async Task Slack_and_zoom_verify_by_signed_requests()
    {
        await using var server = await StartAsync();
        using var slack = await server.Client.SendAsync(Signed("slack", "X-Slack-Signature", "X-Slack-Request-Timestamp", """{"type":"url_verification","challenge":"c-1"}"""), Stop);
        Assert.Equal((HttpStatusCode.OK, """{"challenge":"c-1"}"""), (slack.StatusCode, await slack.Content.ReadAsStringAsync(Stop)));

        const string Validation = """{"event":"endpoint.url_validation","payload":{"plainToken":"q"}}""";
        using var zoom = await server.Client.SendAsync(Signed("zoom", "x-zm-signature", "x-zm-request-timestamp", Validation), Stop);
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookServer.Key), "q"u8));
        Assert.Equal((HttpStatusCode.OK, $$"""{"plainToken":"q","encryptedToken":"{{proof}}"}"""), (zoom.StatusCode, await zoom.Content.ReadAsStringAsync(Stop)));

        using var stranger = await server.Client.SendAsync(Json("/api/webhooks/zoom", Validation), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.DoesNotContain("encryptedToken", await stranger.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_the_path_opens_only_the_instance_that_allows_it()
    {
        await using var server = await StartAsync();
        var secret = Uri.EscapeDataString(WebhookServer.Key);
        foreach (var (path, expected) in ((string, HttpStatusCode)[])
            [
                ($"splunk/{secret}", HttpStatusCode.Accepted), ("splunk/something-else-of-good-length", HttpStatusCode.Unauthorized), ("splunk", HttpStatusCode.Unauthorized),
                ($"splunk-closed/{secret}", HttpStatusCode.Unauthorized), ($"splunk/{secret}/more", HttpStatusCode.NotFound),
            ])
        {
            using var answer = await server.Client.SendAsync(Json($"/api/webhooks/{path}", "{}"), Stop);
            Assert.True(expected == answer.StatusCode, $"{answer.StatusCode} for {path}");
        }
    }

    [Fact]
    public async Task Answers_are_the_profile_s_and_a_204_has_no_body()
    {
        await using var server = await StartAsync();
        using var basic = await server.Client.SendAsync(
            Json("/api/webhooks/graph", $$"""{"value":[{"subscriptionId":"s","clientState":"{{WebhookServer.Key}}","resource":"security/alerts_v2/1"}]}"""), Stop);
        Assert.Equal(HttpStatusCode.Accepted, basic.StatusCode);
        Assert.Contains("needs-rich-notifications", await basic.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var forged = await server.Client.SendAsync(Json("/api/webhooks/graph", """{"value":[{"clientState":"x"}]}"""), Stop);
        Assert.Equal(HttpStatusCode.Accepted, forged.StatusCode);
        Assert.Empty((await server.Blobs.ListAsync(Containers.Alerts, "", null, 10, Stop)).Items);

        var okta = Json("/api/webhooks/okta", "{}");
        okta.Headers.TryAddWithoutValidation("Authorization", WebhookServer.Key);
        using var empty = await server.Client.SendAsync(okta, Stop);
        Assert.Equal((HttpStatusCode.NoContent, ""), (empty.StatusCode, await empty.Content.ReadAsStringAsync(Stop)));
    }

    private static HttpRequestMessage Json(string path, string body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpRequestMessage Okta(string instance)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/webhooks/{instance}");
        request.Headers.Add("X-Okta-Verification-Challenge", "xyz-123");
        return request;
    }

    private static HttpRequestMessage Signed(string instance, string header, string timestampHeader, string body)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookServer.Key), Encoding.UTF8.GetBytes($"v0:{stamp}:{body}"));
        var request = Json($"/api/webhooks/{instance}", body);
        request.Headers.Add(header, "v0=" + Convert.ToHexStringLower(mac));
        request.Headers.Add(timestampHeader, stamp);
        return request;
    }

    private static HttpRequestMessage Sns(string body)
    {
        var instance = SenderInstance.Unconfigured("sns", "sns");
        instance.Trust.Topics.Add(TestProfiles.Topic);
        var signed = ((ISigningScheme)TestProfiles.Compile("sns").Verification).Sign(new SigningRequest(
            Encoding.UTF8.GetBytes(body), instance, [new Secret("1", TestProfiles.Authority)], "m-1", TimeProvider.System.GetUtcNow(), new Ed25519()));
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/sns") { Content = new ByteArrayContent(signed.Body.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/plain; charset=UTF-8");
        foreach (var (name, value) in signed.Headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private Task<WebhookServer> StartAsync() => WebhookServer.StartAsync(TestProfiles.Settings, services => TestProfiles.Configure(services, _network));

    private sealed class Network : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public List<Uri> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!);
            return Task.FromResult(new HttpResponseMessage(Status));
        }
    }
}
