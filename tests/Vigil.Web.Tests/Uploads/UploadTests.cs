using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Uploads;
using Vigil.Web.Security;
using Vigil.Web.Tests.Security;
using Xunit;

namespace Vigil.Web.Tests.Uploads;

public sealed class UploadTests
{
    private const int Limit = 64 * 1024 * 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_is_accepted_scanned_and_told_of_to_its_uploader()
    {
        await using var server = await LoginServer.StartAsync(s => s.Configure<ScanningOptions>(o => o.InspectionSuffices = true));
        var token = server.Token([Roles.UploadsWrite]);

        using var posted = await PostAsync(server, token, "uploads?name=a%20b.txt", "hello"u8.ToArray());

        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        using var receipt = JsonDocument.Parse(await posted.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("pending", receipt.RootElement.GetProperty("status").GetString());
        Assert.Equal($"/api/uploads/{receipt.RootElement.GetProperty("uploadId").GetString()}", posted.Headers.Location!.OriginalString);
        await ScanAsync(server);
        using var answer = await server.SendAsync(HttpMethod.Get, posted.Headers.Location.OriginalString, token);
        using var upload = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("clean", upload.RootElement.GetProperty("status").GetString());
        Assert.Equal("a b.txt", upload.RootElement.GetProperty("name").GetString());
        Assert.Equal("ana@example.com", upload.RootElement.GetProperty("uploadedBy").GetString());
        Assert.Equal(["hashes", "inspector"], upload.RootElement.GetProperty("engines").EnumerateArray().Select(e => e.GetProperty("engine").GetString()!).Order());
    }

    [Theory]
    [InlineData(Limit, HttpStatusCode.Accepted)]
    [InlineData(Limit + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task The_limit_is_the_applications_and_not_the_web_servers(int length, HttpStatusCode expected)
    {
        await using var server = await LoginServer.StartAsync();
        using var content = new StreamContent(new ZeroStream(length));

        using var posted = await PostAsync(server, server.Token([Roles.UploadsWrite]), "uploads?name=a", content);

        Assert.Equal(expected, posted.StatusCode);
        var stored = await server.Services.GetRequiredService<IBlobStore>().ListAsync(Containers.Uploads, string.Empty, null, 10, Cancelled);
        Assert.Equal(expected == HttpStatusCode.Accepted ? 1 : 0, stored.Items.Count);
    }

    [Theory]
    [InlineData("uploads", "upload-name-malformed")]
    [InlineData("uploads?name=", "upload-name-malformed")]
    [InlineData("uploads?name=a&name=b", "upload-name-malformed")]
    public async Task An_upload_has_one_name(string path, string reason)
    {
        await using var server = await LoginServer.StartAsync();

        using var posted = await PostAsync(server, server.Token([Roles.UploadsWrite]), path, [1]);

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Contains(reason, await posted.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploading_wants_its_role_and_seeing_wants_to_be_the_uploader_or_a_reader()
    {
        await using var server = await LoginServer.StartAsync();
        using var refused = await PostAsync(server, server.Token([Roles.TriageWrite]), "uploads?name=a", [1]);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var foreign = await server.Services.GetRequiredService<AcceptUpload>().HandleAsync(
            new UploadRequest("a", null, null, new UploadUser("person-2", "bob"), new MemoryStream([1])), Cancelled);
        var path = $"/api/uploads/{Assert.IsType<UploadOutcome.Accepted>(foreign).UploadId}";

        foreach (var (role, expected) in new[]
        {
            (Roles.UploadsWrite, HttpStatusCode.NotFound), (Roles.TriageRead, HttpStatusCode.OK), (Roles.TriageWrite, HttpStatusCode.OK),
            (Roles.OperationsWrite, HttpStatusCode.Forbidden),
        })
        {
            using var answer = await server.SendAsync(HttpMethod.Get, path, server.Token([role]));
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Readiness_tells_which_engines_there_are()
    {
        await using var server = await LoginServer.StartAsync();
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/health/ready", null);
        using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));

        var engines = report.RootElement.GetProperty("engines").EnumerateArray().Select(e => $"{e.GetProperty("engine")} {e.GetProperty("status")}");
        Assert.Equal(["clamd not-configured", "hashes away", "inspector available"], engines);
    }

    private static Task<HttpResponseMessage> PostAsync(LoginServer server, string token, string path, byte[] body) =>
        PostAsync(server, token, path, new ByteArrayContent(body));

    private static async Task<HttpResponseMessage> PostAsync(LoginServer server, string token, string path, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/" + path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TransferEncodingChunked = true;
        return await server.Client.SendAsync(request, Cancelled);
    }

    /// <summary>What the pump does.</summary>
    private static async Task ScanAsync(LoginServer server)
    {
        await server.Services.GetRequiredService<KnownHashes>().RefreshAsync(Cancelled);
        var queues = server.Services.GetRequiredService<IMessageQueues>();
        var message = Assert.Single(await queues.ReceiveAsync(Queues.Scans, 1, TimeSpan.FromMinutes(1), Cancelled));
        await server.Services.GetRequiredService<MessageRunner>().RunAsync(
            server.Services.GetRequiredService<ScanUpload>(), message.Body, message.DequeueCount, Cancelled);
    }

    /// <summary>As many zeros, without holding them.</summary>
    private sealed class ZeroStream(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            Array.Clear(buffer, offset, read);
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
