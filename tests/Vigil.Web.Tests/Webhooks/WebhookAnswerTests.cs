using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Web.Tests.Webhooks;

/// <summary>What a sender sees.</summary>
public sealed class WebhookAnswerTests
{
    private static readonly byte[] s_body = """{"action":"created"}"""u8.ToArray();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_is_answered_with_its_alert_and_again_as_a_duplicate()
    {
        await using var server = await WebhookServer.StartAsync();

        using var first = await server.Client.SendAsync(WebhookServer.GitHub(s_body), Stop);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("application/json", first.Content.Headers.ContentType!.ToString());
        var receipt = await first.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(["alertId", "duplicate"], receipt.EnumerateObject().Select(p => p.Name));
        Assert.False(receipt.GetProperty("duplicate").GetBoolean());
        var alert = await server.Blobs.ReadAsync(Containers.Alerts, receipt.GetProperty("alertId").GetString()!, Stop);
        Assert.True(alert!.Content.Span.SequenceEqual(s_body));

        using var second = await server.Client.SendAsync(WebhookServer.GitHub(s_body), Stop);
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        var twin = await second.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.True(twin.GetProperty("duplicate").GetBoolean());
        Assert.Equal(receipt.GetProperty("alertId").GetString(), twin.GetProperty("alertId").GetString());
    }

    [Fact]
    public async Task A_ping_is_answered_as_a_handshake()
    {
        await using var server = await WebhookServer.StartAsync();
        var request = WebhookServer.GitHub(s_body);
        request.Headers.Add("X-GitHub-Event", "ping");

        using var answer = await server.Client.SendAsync(request, Stop);

        Assert.Equal((HttpStatusCode.OK, "pong"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
    }

    [Theory]
    [InlineData("github", "sha256=00", HttpStatusCode.Unauthorized, "signature-malformed")]
    [InlineData("github", "sha256=0000000000000000000000000000000000000000000000000000000000000000", HttpStatusCode.Unauthorized, "signature-mismatch")]
    [InlineData("github-eu", null, HttpStatusCode.Unauthorized, "signature-mismatch")]
    [InlineData("nobody", null, HttpStatusCode.NotFound, "unknown-instance")]
    [InlineData("%2e%2e%2fgithub", null, HttpStatusCode.NotFound, "unknown-instance")]
    [InlineData("standard", null, HttpStatusCode.Unauthorized, "not-authenticated")]
    public async Task A_refusal_is_a_problem_with_a_stable_type_and_no_hint_at_a_secret(
        string instance, string? signature, HttpStatusCode status, string reason)
    {
        await using var server = await WebhookServer.StartAsync(new() { ["Intake:Instances:0:Name"] = "github-eu", ["Intake:Instances:0:Profile"] = "github" });

        using var answer = await server.Client.SendAsync(WebhookServer.GitHub(s_body, signature, instance), Stop);

        await AssertProblemAsync(answer, status, reason);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Stop), StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await server.Blobs.ListAsync(Containers.Alerts, "", null, 10, Stop)).Items);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    [InlineData("PUT")]
    public async Task Another_method_is_not_allowed(string method)
    {
        await using var server = await WebhookServer.StartAsync();
        using var answer = await server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/webhooks/github"), Stop);
        await AssertProblemAsync(answer, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Type_encoding_and_form_of_the_body_are_checked()
    {
        await using var server = await WebhookServer.StartAsync();

        var text = WebhookServer.GitHub(s_body);
        text.Content!.Headers.ContentType = new("text/plain");
        await AssertProblemAsync(await server.Client.SendAsync(text, Stop), HttpStatusCode.UnsupportedMediaType, "content-type-unsupported");

        var latin = WebhookServer.GitHub(s_body);
        latin.Content!.Headers.ContentType = new("application/json", "iso-8859-1");
        await AssertProblemAsync(await server.Client.SendAsync(latin, Stop), HttpStatusCode.UnsupportedMediaType, "content-type-unsupported");

        var gzip = WebhookServer.GitHub(s_body);
        gzip.Content!.Headers.ContentEncoding.Add("gzip");
        await AssertProblemAsync(await server.Client.SendAsync(gzip, Stop), HttpStatusCode.UnsupportedMediaType, "content-encoding-unsupported");

        await AssertProblemAsync(await server.Client.SendAsync(WebhookServer.GitHub([]), Stop), HttpStatusCode.BadRequest, "body-empty");
        await AssertProblemAsync(await server.Client.SendAsync(WebhookServer.GitHub("{"u8.ToArray()), Stop), HttpStatusCode.BadRequest, "json-malformed");
        await AssertProblemAsync(
            await server.Client.SendAsync(WebhookServer.GitHub(Encoding.ASCII.GetBytes(new string('[', 65))), Stop), HttpStatusCode.BadRequest, "json-too-deep");

        var utf8 = WebhookServer.GitHub(s_body);
        utf8.Content!.Headers.ContentType = new("application/json", "UTF-8");
        Assert.Equal(HttpStatusCode.Accepted, (await server.Client.SendAsync(utf8, Stop)).StatusCode);
    }

    [Theory]
    [InlineData(0, true, HttpStatusCode.Accepted)]
    [InlineData(1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(0, false, HttpStatusCode.Accepted)]
    [InlineData(1, false, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_may_be_as_large_as_the_profile_says_and_no_larger(int over, bool announced, HttpStatusCode expected)
    {
        const int Limit = 1024 * 1024;
        await using var server = await WebhookServer.StartAsync();
        var body = Encoding.ASCII.GetBytes("\"" + new string('x', Limit - 2 + over) + "\"");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/falco") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Vigil-Token", WebhookServer.Key);
        request.Headers.TransferEncodingChunked = !announced;

        using var answer = await server.Client.SendAsync(request, Stop);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Who_is_too_fast_is_told_to_wait()
    {
        await using var server = await WebhookServer.StartAsync(new() { ["Intake:RatePerSecond"] = "0.01", ["Intake:Burst"] = "1" });
        Assert.Equal(HttpStatusCode.Accepted, (await server.Client.SendAsync(WebhookServer.GitHub(s_body), Stop)).StatusCode);

        using var answer = await server.Client.SendAsync(WebhookServer.GitHub(s_body), Stop);

        await AssertProblemAsync(answer, HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 90, 100);
    }

    [Fact]
    public async Task Storage_that_is_away_is_answered_with_503_and_when_to_come_again()
    {
        await using var server = await WebhookServer.StartAsync(configure: s => s.AddSingleton<IClaimCheck, NoStorage>());

        using var answer = await server.Client.SendAsync(WebhookServer.GitHub(s_body), Stop);

        await AssertProblemAsync(answer, HttpStatusCode.ServiceUnavailable, "storage-unavailable");
        Assert.Equal(TimeSpan.FromSeconds(8), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task An_instance_of_an_unknown_profile_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => WebhookServer.StartAsync(
            new() { ["Intake:Instances:0:Name"] = "mine", ["Intake:Instances:0:Profile"] = "githbu" }));
        Assert.Contains("'githbu', which does not exist", error.Message, StringComparison.Ordinal);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string reason)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("urn:vigil:problem:" + reason, problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
    }

    private sealed class NoStorage : IClaimCheck
    {
        public ValueTask<BlobWrite> CreateAndSendAsync(string container, string name, ReadOnlyMemory<byte> content,
            IReadOnlyDictionary<string, string>? metadata, string queue, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
            throw new StorageUnavailableException("The disk is full.", TimeSpan.FromSeconds(7.2), null);

        public ValueTask<BlobWrite> CommitAndSendAsync(BlobWriter writer, IReadOnlyDictionary<string, string>? metadata,
            (string Container, string Name, Func<string, ReadOnlyMemory<byte>> Content) record, string queue, ReadOnlyMemory<byte> message,
            CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
