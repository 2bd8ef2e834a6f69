using System.Net;
using System.Text;
using System.Text.Json;
using Vigil.Core.Scanning;
using Vigil.Functions.Tests.Source;
using Vigil.SystemTests.Running;
using Vigil.Web.Security;
using Xunit;

namespace Vigil.Functions.Tests.Worker;

/// <summary>The worker process itself, under a host that speaks its protocol.</summary>
public sealed class WorkerTests(WorkerFixture worker) : IClassFixture<WorkerFixture>
{
    /// <summary>What the profile of GitHub takes; the worker's own web server would stop at 30,000,000 bytes.</summary>
    private const int MaxBody = 25 * 1024 * 1024;

    private const int MaxUpload = 64 * 1024 * 1024;

    private static readonly string[] s_steps = ["ReceiveWebhook", "process detections", "process findings"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_host_is_told_of_every_function_and_what_starts_it()
    {
        var told = worker.Host.Functions.Select(f => (f.Name, f.TriggerType, f.On));
        Assert.Equal(FunctionList.All.Order(), told.Order());
    }

    [Fact]
    public void No_function_asks_for_the_hosts_keys() => Assert.All(
        worker.Host.Functions.Where(f => f.TriggerType == "httpTrigger"),
        f => Assert.Equal("Anonymous", f.Trigger.GetProperty("authLevel").GetString()));

    [Fact]
    public async Task A_signed_alert_becomes_an_incident_that_is_shown_to_whom_it_may()
    {
        using var posted = await worker.PostAlertAsync(Alert(1), Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        using var receipt = JsonDocument.Parse(await posted.Content.ReadAsStringAsync(Cancellation));

        await UntilReadyAsync();
        await worker.DrainAsync(Cancellation);

        var token = worker.Authority.Token(roles: Roles.TriageRead);
        using var list = await JsonAsync(HttpMethod.Get, "/api/incidents", token);
        var incident = Assert.Single(list.RootElement.GetProperty("items").EnumerateArray(), i => i.GetProperty("asset").GetString() == "acme/repository-1");
        var id = incident.GetProperty("id").GetString();
        using var detail = await JsonAsync(HttpMethod.Get, $"/api/incidents/{id}", token);
        using var findings = await JsonAsync(HttpMethod.Get, $"/api/incidents/{id}/findings", token);
        Assert.Single(findings.RootElement.GetProperty("items").EnumerateArray());
        using var alert = await JsonAsync(HttpMethod.Get, $"/api/alerts/{receipt.RootElement.GetProperty("alertId").GetString()}", token);
        Assert.Contains(id!, alert.RootElement.GetRawText(), StringComparison.Ordinal);

        using var refused = await worker.SendAsync(HttpMethod.Post, "/api/incidents/next", token, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var taken = await JsonAsync(HttpMethod.Post, "/api/incidents/next", worker.Authority.Token(roles: Roles.TriageWrite));
        await worker.Host.RunTimerAsync("SweepPending", Cancellation);
    }

    [Fact]
    public async Task One_trace_leads_from_the_delivery_over_both_queues_and_is_linked_to_the_hosts_and_told_to_a_collector()
    {
        const string hosts = "4bf92f3577b34da6a3ce929d0e0e4736";
        await UntilReadyAsync();
        using var posted = await worker.PostAlertAsync(Alert(3), Cancellation, $"00-{hosts}-00f067aa0ba902b7-01");
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        await worker.DrainAsync(Cancellation);

        await Eventually.NothingAsync(() => Task.FromResult(
            worker.Collector.Spans.Where(s => s.Name == "ReceiveWebhook" && s.Links.Contains(hosts)).ToList() is [var delivery]
                && worker.Collector.Spans.Where(s => s.TraceId == delivery.TraceId).Select(s => s.Name).ToHashSet().IsSupersetOf(s_steps)
                && worker.Collector.LoggedTraces.Contains(delivery.TraceId)
                && worker.Collector.Metrics.Contains("vigil.deliveries")
                    ? null
                    : $"Spans: {string.Join(", ", worker.Collector.Spans)}\nMetrics: {string.Join(", ", worker.Collector.Metrics)}"));
    }

    [Fact]
    public async Task What_the_host_gave_up_becomes_a_dead_letter_that_is_replayed()
    {
        await UntilReadyAsync();
        await worker.DrainAsync(Cancellation);
        using var posted = await worker.PostAlertAsync(Alert(4), Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        Assert.Equal(1, await worker.GiveUpAsync("detections", Cancellation));
        await worker.Host.RunTimerAsync("CollectPoison", Cancellation);

        var token = worker.Authority.Token(roles: [Roles.OperationsWrite, Roles.TriageRead]);
        using var letters = await JsonAsync(HttpMethod.Get, "/api/dead-letters", token);
        var letter = Assert.Single(letters.RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal("crashed-repeatedly", letter.GetProperty("reason").GetString());
        using var replayed = await worker.SendAsync(HttpMethod.Post, $"/api/dead-letters/{letter.GetProperty("id").GetString()}/replay", token, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, replayed.StatusCode);
        await worker.DrainAsync(Cancellation);

        using var list = await JsonAsync(HttpMethod.Get, "/api/incidents", token);
        Assert.Single(list.RootElement.GetProperty("items").EnumerateArray(), i => i.GetProperty("asset").GetString() == "acme/repository-4");
        using var left = await JsonAsync(HttpMethod.Get, "/api/dead-letters", token);
        Assert.Empty(left.RootElement.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("SweepPending")]
    [InlineData("CollectPoison")]
    [InlineData("ExpireRecords")]
    [InlineData("WriteDailyReport")]
    public Task Every_timer_runs(string name) => worker.Host.RunTimerAsync(name, Cancellation);

    [Fact]
    public async Task Without_a_token_of_the_authority_nobody_triages_and_the_answer_does_not_say_why()
    {
        foreach (var token in new[] { null, "nonsense", worker.Authority.Token("api://other", Roles.TriageRead) })
        {
            using var response = await worker.SendAsync(HttpMethod.Get, "/api/incidents", token, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            Assert.Contains("not-authenticated", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_without_roles_is_authentic_and_may_nothing()
    {
        using var response = await worker.SendAsync(HttpMethod.Get, "/api/dead-letters", worker.Authority.Token(), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_signature_is_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/github") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + new string('0', 64));
        using var response = await worker.Host.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(MaxBody, HttpStatusCode.Accepted)]
    [InlineData(MaxBody + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(30_000_001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task The_limit_of_a_body_is_its_profiles_and_not_the_web_servers(int size, HttpStatusCode expected)
    {
        var body = new byte[size];
        Array.Fill(body, (byte)' ');
        Alert(2).CopyTo(body, 0);
        using var response = await worker.PostAlertAsync(body, Cancellation);
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData(MaxUpload, HttpStatusCode.Accepted)]
    [InlineData(MaxUpload + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task The_limit_of_an_upload_is_the_applications_and_not_the_web_servers(int size, HttpStatusCode expected)
    {
        using var response = await worker.UploadAsync("zeros.bin", new byte[size], worker.Authority.Token(roles: Roles.UploadsWrite), Cancellation);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task An_upload_with_the_test_virus_is_locked_away_and_becomes_an_incident()
    {
        await UntilReadyAsync();
        using var posted = await worker.UploadAsync(
            "eicar.com", Encoding.ASCII.GetBytes(TestFile.Content), worker.Authority.Token(roles: Roles.UploadsWrite), Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        await worker.DrainAsync(Cancellation);

        var token = worker.Authority.Token(roles: Roles.TriageRead);
        using var upload = await JsonAsync(HttpMethod.Get, posted.Headers.Location!.OriginalString, token);
        Assert.Equal("quarantined", upload.RootElement.GetProperty("status").GetString());
        using var list = await JsonAsync(HttpMethod.Get, "/api/incidents", token);
        Assert.Single(list.RootElement.GetProperty("items").EnumerateArray(), i => i.GetProperty("title").GetString()!.EndsWith("in an upload", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Roles.TriageWrite, HttpStatusCode.Forbidden)]
    [InlineData(Roles.OperationsWrite, HttpStatusCode.BadRequest)]
    public async Task A_file_is_let_go_by_an_operator_and_for_a_reason(string role, HttpStatusCode expected)
    {
        using var response = await worker.SendAsync(HttpMethod.Post, "/api/uploads/aaaa/release", worker.Authority.Token(roles: role), Cancellation);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task The_probes_answer_and_no_other_does()
    {
        await UntilReadyAsync();
        using var live = await worker.SendAsync(HttpMethod.Get, "/api/health/live", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var other = await worker.SendAsync(HttpMethod.Get, "/api/health/other", null, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    /// <summary>The worker loads its reference data by itself, a moment after it has started.</summary>
    private Task UntilReadyAsync() => Eventually.NothingAsync(async () =>
    {
        using var ready = await worker.SendAsync(HttpMethod.Get, "/api/health/ready", null, Cancellation);
        return ready.StatusCode == HttpStatusCode.OK ? null : await ready.Content.ReadAsStringAsync(Cancellation);
    });

    private async Task<JsonDocument> JsonAsync(HttpMethod method, string path, string token)
    {
        using var response = await worker.SendAsync(method, path, token, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode} {text}\n{worker.Host.Log}");
        return JsonDocument.Parse(text);
    }

    private static byte[] Alert(int number) => Encoding.UTF8.GetBytes(
        $$$"""
        {"action": "created", "alert": {"number": {{{number}}}, "state": "open", "created_at": "2026-03-16T08:44:30Z", "updated_at": "2026-03-16T08:44:30Z",
          "dependency": {"package": {"ecosystem": "npm", "name": "left-trim"}, "manifest_path": "package.json"},
          "security_advisory": {"ghsa_id": "GHSA-aaaa-bbbb-cccc", "cve_id": "CVE-2026-1111", "summary": "Prototype pollution in left-trim", "severity": "medium"},
          "security_vulnerability": {"severity": "medium"}},
         "repository": {"id": {{{number + 1000}}}, "full_name": "acme/repository-{{{number}}}"}}
        """);
}
