using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Web;

public sealed class LoopbackGuardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_web_page_can_act_on_this_machine_and_senders_are_not_asked_for_what_only_the_api_wants()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);

        await AssertAsync(vigil, Get(), HttpStatusCode.OK);
        await AssertAsync(vigil, Get(("Host", $"localhost:{vigil.Address.Port}")), HttpStatusCode.OK);
        await AssertAsync(vigil, Get(("Origin", vigil.Address.GetLeftPart(UriPartial.Authority))), HttpStatusCode.OK);
        await AssertAsync(vigil, Get(("Host", $"rebound.example:{vigil.Address.Port}")), HttpStatusCode.Forbidden, "host-not-allowed");
        await AssertAsync(vigil, Get(("Host", "127.0.0.1:1")), HttpStatusCode.Forbidden, "host-not-allowed");
        await AssertAsync(vigil, Get(("Origin", "https://page.example")), HttpStatusCode.Forbidden, "origin-not-allowed");
        await AssertAsync(vigil, Get(("Origin", "null")), HttpStatusCode.Forbidden, "origin-not-allowed");
        await AssertAsync(vigil, Next(), HttpStatusCode.Forbidden, "client-header-missing");
        await AssertAsync(vigil, Next(("X-Vigil-Client", "test")), HttpStatusCode.NoContent);
        await AssertAsync(vigil, Next(("X-Vigil-Client", "test"), ("Origin", "https://page.example")), HttpStatusCode.Forbidden, "origin-not-allowed");

        var delivery = Request(HttpMethod.Post, "/api/webhooks/falco", [("Host", "hooks.example"), ("Origin", "https://page.example"),
            ("X-Vigil-Token", Secrets.Of("falco").Value)]);
        delivery.Content = new ByteArrayContent(SampleAlert.Falco("pod-1", 1).Body) { Headers = { ContentType = new("application/json") } };
        await AssertAsync(vigil, delivery, HttpStatusCode.Accepted);
    }

    private static HttpRequestMessage Get(params (string, string)[] headers) => Request(HttpMethod.Get, "/api/incidents", headers);

    private static HttpRequestMessage Next(params (string, string)[] headers) => Request(HttpMethod.Post, "/api/incidents/next", headers);

    private static HttpRequestMessage Request(HttpMethod method, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static async Task AssertAsync(VigilProcess vigil, HttpRequestMessage request, HttpStatusCode status, string? reason = null)
    {
        using (request)
        {
            using var answer = await vigil.Http.SendAsync(request, Cancellation);
            Assert.Equal(status, answer.StatusCode);
            if (reason is not null)
            {
                var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
                Assert.Equal("urn:vigil:problem:" + reason, problem.GetProperty("type").GetString());
            }
        }
    }
}
