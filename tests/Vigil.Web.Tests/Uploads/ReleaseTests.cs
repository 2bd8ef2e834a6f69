using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Core;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Uploads;
using Vigil.Web.Security;
using Vigil.Web.Tests.Security;
using Xunit;

namespace Vigil.Web.Tests.Uploads;

/// <summary>Letting a file go against its verdict: who may, when, and what a refusal says.</summary>
public sealed class ReleaseTests
{
    private const string Good = """{"reason":"A sample of our own."}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.UploadsWrite, HttpStatusCode.Forbidden)]
    [InlineData(Roles.TriageRead, HttpStatusCode.Forbidden)]
    [InlineData(Roles.TriageWrite, HttpStatusCode.Forbidden)]
    [InlineData(Roles.OperationsWrite, HttpStatusCode.OK)]
    public async Task Only_an_operator_lets_a_file_go(string? role, HttpStatusCode expected)
    {
        await using var server = await LoginServer.StartAsync();
        var id = await QuarantineAsync(server);

        using var answer = await ReleaseAsync(server, role, id, Good);

        Assert.Equal(expected, answer.StatusCode);
        var released = await server.Services.GetRequiredService<IBlobStore>().ListAsync(Containers.Clean, string.Empty, null, 10, Cancelled);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, released.Items.Count);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "request-malformed")]
    [InlineData("{}", HttpStatusCode.BadRequest, "request-malformed")]
    [InlineData("""{"reason":" "}""", HttpStatusCode.BadRequest, "request-malformed")]
    [InlineData("{", HttpStatusCode.BadRequest, "request-malformed")]
    public async Task A_release_has_a_reason(string body, HttpStatusCode status, string problem)
    {
        await using var server = await LoginServer.StartAsync();
        await ExpectAsync(server, await QuarantineAsync(server), body, status, problem);
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "request-malformed")]
    public async Task A_reason_is_so_long_and_no_longer(int length, string? problem)
    {
        await using var server = await LoginServer.StartAsync();
        var body = JsonSerializer.Serialize(new { reason = new string('x', length) });
        await ExpectAsync(server, await QuarantineAsync(server), body, problem is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, problem);
    }

    [Fact]
    public async Task An_unknown_upload_is_not_found()
    {
        await using var server = await LoginServer.StartAsync();
        await ExpectAsync(server, DeterministicId.Of("nobody"), Good, HttpStatusCode.NotFound, "not-found");
        await ExpectAsync(server, "no-id", Good, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_file_that_waits_or_was_found_clean_cannot_be_released()
    {
        await using var server = await LoginServer.StartAsync(s => s.Configure<ScanningOptions>(o => o.InspectionSuffices = true));
        var id = await AcceptAsync(server, "hello"u8.ToArray());
        await ExpectAsync(server, id, Good, HttpStatusCode.Conflict, "transition-not-allowed");
        await ScanAsync(server);
        await ExpectAsync(server, id, Good, HttpStatusCode.Conflict, "transition-not-allowed");
    }

    [Fact]
    public async Task A_release_that_is_repeated_is_done()
    {
        await using var server = await LoginServer.StartAsync();
        var id = await QuarantineAsync(server);
        await ExpectAsync(server, id, Good, HttpStatusCode.OK, null);
        await ExpectAsync(server, id, Good, HttpStatusCode.OK, null);
    }

    private static async Task ExpectAsync(LoginServer server, string id, string body, HttpStatusCode status, string? problem)
    {
        using var answer = await ReleaseAsync(server, Roles.OperationsWrite, id, body);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        if (problem is not null)
        {
            using var json = JsonDocument.Parse(text);
            Assert.Equal("urn:vigil:problem:" + problem, json.RootElement.GetProperty("type").GetString());
        }
    }

    private static async Task<HttpResponseMessage> ReleaseAsync(LoginServer server, string? role, string id, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/uploads/{id}/release")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = role is null ? null : new AuthenticationHeaderValue("Bearer", server.Token([role]));
        return await server.Client.SendAsync(request, Cancelled);
    }

    private static async Task<string> QuarantineAsync(LoginServer server)
    {
        var id = await AcceptAsync(server, Encoding.ASCII.GetBytes(TestFile.Content));
        await ScanAsync(server);
        return id;
    }

    private static async Task<string> AcceptAsync(LoginServer server, byte[] content)
    {
        var outcome = await server.Services.GetRequiredService<AcceptUpload>().HandleAsync(
            new UploadRequest("a.txt", null, null, new UploadUser("person-2", "bob"), new MemoryStream(content)), Cancelled);
        return Assert.IsType<UploadOutcome.Accepted>(outcome).UploadId;
    }

    /// <summary>What the pump does.</summary>
    private static async Task ScanAsync(LoginServer server)
    {
        await server.Services.GetRequiredService<KnownHashes>().RefreshAsync(Cancelled);
        var message = Assert.Single(
            await server.Services.GetRequiredService<IMessageQueues>().ReceiveAsync(Queues.Scans, 1, TimeSpan.FromMinutes(1), Cancelled));
        await server.Services.GetRequiredService<MessageRunner>().RunAsync(
            server.Services.GetRequiredService<ScanUpload>(), message.Body, message.DequeueCount, Cancelled);
    }
}
