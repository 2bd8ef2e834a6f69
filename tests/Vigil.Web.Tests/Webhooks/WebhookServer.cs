using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Storage.Sqlite;
using Vigil.Web.Webhooks;

namespace Vigil.Web.Tests.Webhooks;

/// <summary>The webhooks alone, on a real Kestrel over real storage.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    public const string Key = "the secret that both sides know!";

    private readonly string _folder = Directory.CreateTempSubdirectory("vigil-webhooks-").FullName;
    private readonly WebApplication _app;

    private WebhookServer(Dictionary<string, string?> settings, Action<IServiceCollection>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSqliteStorage(_folder);
        builder.Services.AddSingleton<ISecretSource>(new EnvironmentSecretSource(new Dictionary<string, string?>
        {
            ["VIGIL_SECRET_WEBHOOK_GITHUB"] = Key,
            ["VIGIL_SECRET_WEBHOOK_GITHUB_EU"] = Key + "!",
            ["VIGIL_SECRET_WEBHOOK_FALCO"] = Key,
            ["VIGIL_SECRET_WEBHOOK_STANDARD"] = "too short",
        }));
        builder.Services.AddSingleton<ProfileLookup>(ProfileCatalog.LoadEmbedded().Find);
        builder.Services.AddWebhooks(builder.Configuration);
        configure?.Invoke(builder.Services);
        _app = builder.Build();
        _app.MapWebhooks();
    }

    public HttpClient Client { get; private set; } = null!;

    public IBlobStore Blobs => _app.Services.GetRequiredService<IBlobStore>();

    private Uri Address { get; set; } = null!;

    public static async Task<WebhookServer> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var server = new WebhookServer(settings ?? [], configure);
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        server.Address = new Uri(addresses.First());
        server.Client = new HttpClient { BaseAddress = server.Address };
        return server;
    }

    public static string Sign(ReadOnlySpan<byte> body, string key = Key) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body));

    public static HttpRequestMessage GitHub(byte[] body, string? signature = null, string instance = "github")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{instance}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature ?? Sign(body));
        return request;
    }

    /// <summary>Sends these bytes as they are, and reads until the server closes or has sent a whole status line and headers.</summary>
    public async Task<string> SendRawAsync(ReadOnlyMemory<byte> request, bool thenClose, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Address.Port, cancellationToken);
        var stream = client.GetStream();
        var answer = new StringBuilder();
        try
        {
            await stream.WriteAsync(request, cancellationToken);
            if (thenClose)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            var buffer = new byte[4096];
            for (int read; !answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // The server reset the connection: what it sent before counts.
        }

        return answer.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
