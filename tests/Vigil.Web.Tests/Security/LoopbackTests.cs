using System.Net;
using Vigil.Cli.Shared;
using Vigil.Cli.Up;
using Xunit;

namespace Vigil.Web.Tests.Security;

/// <summary>Without a login: who passes for the machine's user.</summary>
public sealed class LoopbackTests
{
    [Theory]
    [InlineData("Origin", "file://", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://127.0.0.1:0", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "chrome-extension://127.0.0.1:{port}", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://user@127.0.0.1:{port}", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://127.0.0.1:{port}", HttpStatusCode.OK)]
    [InlineData("Host", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Host", "localhost:{port}", HttpStatusCode.OK)]
    [InlineData("X-Forwarded-For", "203.0.113.9", HttpStatusCode.Unauthorized)]
    [InlineData("Forwarded", "for=203.0.113.9", HttpStatusCode.Unauthorized)]
    [InlineData("Via", "1.1 proxy", HttpStatusCode.Unauthorized)]
    [InlineData("X-Anything", "else", HttpStatusCode.OK)]
    public async Task A_read_is_answered_to_this_machine_and_its_own_pages_only(string header, string value, HttpStatusCode expected)
    {
        var folder = Directory.CreateTempSubdirectory("vigil-loopback-").FullName;
        await using (var app = OneMachineHost.BuildIntakeOnly(new UpSettings(folder, IPAddress.Loopback, 0, StorageChoice.Embedded), []))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            var port = OneMachineHost.PortOf(app);
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/incidents");
            request.Headers.TryAddWithoutValidation(header, value.Replace("{port}", $"{port}", StringComparison.Ordinal));
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(expected, answer.StatusCode);
        }

        Directory.Delete(folder, recursive: true);
    }
}
