using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Vigil.Cli.Up;
using Vigil.Storage.Sqlite;
using Vigil.Web.Security;

namespace Vigil.Web.Tests.Security;

/// <summary>The whole HTTP face behind a login. The authority's keys are the test's own; nothing else is replaced.</summary>
internal sealed class LoginServer : IAsyncDisposable
{
    public const string Authority = "https://login.example/tenant";
    public const string Audience = "api://vigil";

    private readonly string _folder = Directory.CreateTempSubdirectory("vigil-login-").FullName;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly WebApplication _app;

    private LoginServer(Action<IServiceCollection>? change)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection(
            [new(LoginSettings.AuthorityKey, Authority), new(LoginSettings.AudienceKey, Audience)]);
        builder.Services.AddSqliteStorage(_folder).AddVigil(builder.Configuration).AddTriageAuthentication(builder.Configuration);
        change?.Invoke(builder.Services);
        var metadata = new OpenIdConnectConfiguration { Issuer = Authority };
        metadata.SigningKeys.Add(_key);
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme,
            o => o.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(metadata));
        _app = builder.Build();
        _app.MapVigil();
    }

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    /// <summary>Method and path of everything that is mapped; a webhook's, which takes any method, as the one that it accepts.</summary>
    public IEnumerable<string> Mapped => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.Parameters.All(p => !p.IsCatchAll))
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [Methods.Post])
            .SelectMany(m => Spell(e.RoutePattern.RawText!).Select(route => $"{m.ToLowerInvariant()} {route}")));

    /// <summary>An optional last part makes two paths.</summary>
    private static string[] Spell(string route) =>
        route.EndsWith("?}", StringComparison.Ordinal) ? [route[..route.LastIndexOf('/')], route.Replace("?}", "}", StringComparison.Ordinal)] : [route];

    public static async Task<LoginServer> StartAsync(Action<IServiceCollection>? change = null)
    {
        var server = new LoginServer(change);
        await server._app.StartAsync();
        var address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Client = new HttpClient { BaseAddress = new Uri(address) };
        return server;
    }

    /// <summary>A token as the authority would issue it, but for what is changed.</summary>
    public string Token(
        IReadOnlyList<string> roles, string issuer = Authority, string audience = Audience, SecurityKey? key = null, TimeSpan? expiresIn = null, string roleClaim = "roles")
    {
        var now = TimeProvider.System.GetUtcNow();
        var expires = now + (expiresIn ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = (expires - TimeSpan.FromHours(2)).UtcDateTime,
            IssuedAt = (expires - TimeSpan.FromHours(2)).UtcDateTime,
            Expires = expires.UtcDateTime,
            Subject = new ClaimsIdentity([new Claim("oid", "person-1"), new Claim("preferred_username", "ana@example.com"), .. roles.Select(r => new Claim(roleClaim, r))]),
            SigningCredentials = new SigningCredentials(key ?? _key, SecurityAlgorithms.RsaSha256),
        });
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, Xunit.TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
