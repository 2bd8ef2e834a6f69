using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vigil.Storage.Azure.Secrets;

namespace Vigil.Storage.Tests.Azure.Secrets;

/// <summary>
/// As much of Key Vault's REST as the reader uses, over HTTPS: it challenges whoever comes without a token, lists the versions of a secret in pages,
/// oldest first, and does not tell the value of a disabled one.
/// </summary>
internal sealed class VaultServer : IAsyncDisposable
{
    private const string Token = "a token for the vault";
    private const int PageSize = 2;

    private readonly Dictionary<string, List<SecretVersion>> _secrets = [];
    private readonly HttpClient _http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
    private readonly WebApplication _app;

    private VaultServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(SelfSigned())));
        _app = builder.Build();
        _app.Use(ChallengeAsync);
        _app.MapGet("/secrets/{name}/versions", (string name, int? skip) => List(name, skip ?? 0));
        _app.MapGet("/secrets/{name}/{version}", Get);
    }

    /// <summary>Answered instead of anything, when set.</summary>
    public int? Status { get; set; }

    public static async Task<VaultServer> StartAsync()
    {
        var server = new VaultServer();
        await server._app.StartAsync();
        return server;
    }

    public void Add(string name, SecretVersion version)
    {
        _secrets.TryAdd(name, []);
        _secrets[name].Add(version);
    }

    /// <summary>The real client, with the options of the product and trust in this server.</summary>
    public SecretClient CreateClient()
    {
        var options = KeyVaultExtensions.Options();
        options.Transport = new HttpClientTransport(_http);
        options.DisableChallengeResourceVerification = true;
        return new SecretClient(Address, new TestCredential(), options);
    }

    /// <summary>Ends at once, with every connection.</summary>
    public Task StopAsync() => _app.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private async Task ChallengeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization != "Bearer " + Token)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.example/tenant\", resource=\"https://vault.example\"";
            return;
        }

        if (Status is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        await next(context);
    }

    private IResult List(string name, int skip)
    {
        var versions = _secrets.GetValueOrDefault(name, []);
        var page = versions.Skip(skip).Take(PageSize).Select(v => (JsonNode)Describe(name, v));
        return Results.Text(
            new JsonObject
            {
                ["value"] = new JsonArray([.. page]),
                ["nextLink"] = skip + PageSize < versions.Count ? new Uri(Address, $"/secrets/{name}/versions?skip={skip + PageSize}").AbsoluteUri : null,
            }.ToJsonString(),
            "application/json");
    }

    private IResult Get(string name, string version)
    {
        var found = _secrets[name].Single(v => v.Id == version);
        if (!found.Enabled)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var secret = Describe(name, found);
        secret["value"] = found.Value;
        return Results.Text(secret.ToJsonString(), "application/json");
    }

    private JsonObject Describe(string name, SecretVersion version) => new()
    {
        ["id"] = new Uri(Address, $"/secrets/{name}/{version.Id}").AbsoluteUri,
        ["attributes"] = new JsonObject
        {
            ["enabled"] = version.Enabled,
            ["created"] = version.Created.ToUnixTimeSeconds(),
            ["updated"] = version.Created.ToUnixTimeSeconds(),
            ["nbf"] = version.NotBefore?.ToUnixTimeSeconds(),
            ["exp"] = version.Expires?.ToUnixTimeSeconds(),
        },
    };

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private sealed class TestCredential : TokenCredential
    {
        private static readonly AccessToken s_token = new(Token, TimeProvider.System.GetUtcNow().AddHours(1));

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => s_token;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(s_token);
    }
}
