using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Vigil.Web.Security;

namespace Vigil.Cli.Shared;

/// <summary>The HTTP API as the commands use it. Everything that is not a success becomes a <see cref="CliException"/> with the problem's own words.</summary>
internal sealed class VigilClient : IDisposable
{
    private readonly HttpClient _http;

    public VigilClient(Uri server, string? token)
    {
        _http = new HttpClient { BaseAddress = new Uri(server, "/api/"), Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Add(ClientHeader.Name, "vigil");
        if (!string.IsNullOrEmpty(token))
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await GetAsync(path, cancellationToken)).Deserialize(type)!;

    public Task<JsonElement> PostAsync(string path, byte[] body, int? triageRevision, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (triageRevision is { } revision)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{revision.ToString(CultureInfo.InvariantCulture)}\""));
        }

        return SendAsync(request, cancellationToken);
    }

    /// <summary>Uploads a file.</summary>
    public Task<JsonElement> UploadAsync(string name, HttpContent content, CancellationToken cancellationToken) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, $"uploads?name={Uri.EscapeDataString(name)}") { Content = content }, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var response = await TrySendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.StatusCode == System.Net.HttpStatusCode.NoContent)
            {
                return default;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new CliException($"{(int)response.StatusCode} {Problem(bytes) ?? response.ReasonPhrase}");
            }

            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
    }

    private async Task<HttpResponseMessage> TrySendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new CliException(
                $"Vigil does not answer at {_http.BaseAddress}: {exception.Message} Start it with './vigil up', or name another with --server.", exception);
        }
    }

    private static string? Problem(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("title", out var title)
                ? TerminalText.Clean(title.GetString()) + (root.TryGetProperty("detail", out var detail) ? ": " + TerminalText.Clean(detail.GetString()) : null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
