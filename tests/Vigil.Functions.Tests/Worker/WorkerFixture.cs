using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Azurite;
using Vigil.Storage.Azure;
using Vigil.Testing.Azurite;
using Vigil.Testing.Telemetry;
using Xunit;

namespace Vigil.Functions.Tests.Worker;

/// <summary>The real worker over a real Azurite, with a login, for all tests of one class.</summary>
public sealed class WorkerFixture : IAsyncLifetime
{
    public const string GitHubSecret = "a secret of the github sender";

    private AzuriteServer? _azurite;
    private Authority? _authority;
    private Collector? _collector;
    private FunctionsHost? _host;
    private string _account = string.Empty;

    internal FunctionsHost Host => Started(_host);

    internal Authority Authority => Started(_authority);

    internal Collector Collector => Started(_collector);

    public async ValueTask InitializeAsync()
    {
        // Skipping here would fail every test of the class.
        if (AzuriteScript.Find() is null)
        {
            return;
        }

        _azurite = await AzuriteServer.StartAsync();
        _authority = await Authority.StartAsync();
        _collector = await Collector.StartAsync(CancellationToken.None);
        _account = _azurite.NewAccount();
        await PrepareAsync();
        _host = await FunctionsHost.StartAsync(
            new Dictionary<string, string>(_collector.Settings)
            {
                ["Storage"] = _account,
                ["Queues"] = _account,
                ["VIGIL_SECRET_WEBHOOK_GITHUB"] = GitHubSecret,
                ["Triage__Authority"] = _authority.Issuer,
                ["Triage__Audience"] = Authority.Audience,
                ["SSL_CERT_FILE"] = _authority.CertificateFile,
            },
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _host, _authority, _collector, _azurite })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    /// <summary>Works queue after queue off, until nothing is left that is visible.</summary>
    internal async Task DrainAsync(CancellationToken cancellationToken)
    {
        var moved = 1;
        while (moved > 0)
        {
            moved = await _host!.DrainAsync(Queue("scans"), cancellationToken) + await _host.DrainAsync(Queue("detections"), cancellationToken)
                + await _host.DrainAsync(Queue("findings"), cancellationToken);
        }
    }

    /// <summary>Moves what is visible in the queue to its poison queue, as the host does with messages that it gives up. How many there were.</summary>
    internal async Task<int> GiveUpAsync(string queue, CancellationToken cancellationToken)
    {
        var messages = (await Queue(queue).ReceiveMessagesAsync(32, TimeSpan.FromMinutes(10), cancellationToken)).Value;
        foreach (var message in messages)
        {
            await Queue(queue + "-poison").SendMessageAsync(message.Body, cancellationToken: cancellationToken);
            await Queue(queue).DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        }

        return messages.Length;
    }

    internal Task<HttpResponseMessage> PostAlertAsync(byte[] body, CancellationToken cancellationToken, string? traceParent = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", "dependabot_alert");
        request.Headers.Add("X-GitHub-Delivery", Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(GitHubSecret), body)));
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        return Host.SendAsync(request, cancellationToken);
    }

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return Host.SendAsync(request, cancellationToken);
    }

    private static T Started<T>(T? part)
        where T : class
    {
        Assert.SkipWhen(part is null, "Needs Azurite: " + AzuriteScript.HowToInstall);
        return part!;
    }

    internal Task<HttpResponseMessage> UploadAsync(string name, byte[] body, string token, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/uploads?name={name}") { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new("Bearer", token);
        return _host!.SendAsync(request, cancellationToken);
    }

    private QueueClient Queue(string name) => new(_account, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private async Task PrepareAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage", _account)]).Build();
        await using var services = new ServiceCollection().AddLogging().AddAzureStorage(configuration).BuildServiceProvider();
        await services.GetRequiredService<AzureStorageSetup>().PrepareAsync(CancellationToken.None);
    }
}
