using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Ports;
using Vigil.Web.Security;
using Vigil.Web.Tests.Security;
using Xunit;

namespace Vigil.Web.Tests.Operations;

public sealed class ReferenceDataTests
{
    private const string Good = "id,name\n1,one\n2,two\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text/csv", Good)]
    [InlineData("application/json", """[{"id":"1","name":"one"},{"id":"2","name":"two"}]""")]
    [InlineData("application/x-ndjson; charset=utf-8", """{"id":"1","name":"one"}""" + "\n" + """{"id":"2","name":"two"}""")]
    public async Task A_good_file_becomes_the_inventory_and_the_audit_tells_who_did_it(string contentType, string body)
    {
        await using var server = await LoginServer.StartAsync();
        var (status, answer) = await PostAsync(server, "assets", contentType, body);
        Assert.Equal((HttpStatusCode.OK, 2), (status, answer.GetProperty("rows").GetInt32()));
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        Assert.NotNull(await blobs.FindAsync(Containers.Reference, "assets/current", Cancelled));
        var entries = (await blobs.ListAsync(Containers.Audit, "operations/", null, 10, Cancelled)).Items;
        Assert.Equal(2, entries.Count);
        var entry = await blobs.ReadAsync(Containers.Audit, entries[0].Name, Cancelled);
        Assert.Contains("ana@example.com", Encoding.UTF8.GetString(entry!.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_row_is_named_and_nothing_changes()
    {
        await using var server = await LoginServer.StartAsync();
        var (status, answer) = await PostAsync(server, "assets", "text/csv", "id,name,criticality\n1,one,low\n2,two,unheard-of\n1,again,low\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("urn:vigil:problem:reference-data-refused", answer.GetProperty("type").GetString());
        Assert.Equal([3, 4], answer.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("line").GetInt32()));
        Assert.Null(await server.Services.GetRequiredService<IBlobStore>().FindAsync(Containers.Reference, "assets/current", Cancelled));
    }

    [Theory]
    [InlineData("assets", "text/plain", Good, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identities", "text/csv", Good, HttpStatusCode.NotFound)]
    [InlineData("assets", "application/json", "{", HttpStatusCode.UnprocessableEntity)]
    [InlineData("assets", "text/csv", "", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_read_is_refused(string kind, string contentType, string body, HttpStatusCode status)
    {
        await using var server = await LoginServer.StartAsync();
        Assert.Equal(status, (await PostAsync(server, kind, contentType, body)).Status);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK, false)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge, false)]
    [InlineData(0, HttpStatusCode.OK, true)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge, true)]
    public async Task A_file_may_be_as_long_as_the_limit_and_no_longer_told_beforehand_or_not(int more, HttpStatusCode status, bool chunked)
    {
        await using var server = await LoginServer.StartAsync(s => s.AddSingleton(new AssetImportLimits(MaxFileBytes: Good.Length)));
        Assert.Equal(status, (await PostAsync(server, "assets", "text/csv", Good + new string('\n', more), chunked: chunked)).Status);
    }

    [Fact]
    public async Task Only_operators_import()
    {
        await using var server = await LoginServer.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(server, "assets", "text/csv", Good, Roles.TriageWrite)).Status);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(
        LoginServer server, string kind, string contentType, string body, string role = Roles.OperationsWrite, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reference/" + kind);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Token([role]));
        request.Headers.TransferEncodingChunked = chunked;
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await server.Client.SendAsync(request, Cancelled);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Cancelled)).RootElement);
    }
}
