using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core;
using Vigil.Web.Security;

namespace Vigil.Cli.Up;

/// <summary>
/// Without a login, whoever can reach the loopback address is the machine's user. Web pages in his browser can reach it too, so the
/// Host and Origin headers must be this server's own and every write must carry a header that no page can set across origins. What a proxy
/// forwards comes from elsewhere, whatever address it comes over.
/// </summary>
internal sealed class LoopbackAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Loopback";

    private static readonly string[] s_forwarding =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP"];

    private static readonly ClaimsPrincipal s_user = new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, Environment.UserName), .. Roles.All.Select(r => new Claim(Roles.ClaimType, r))],
        SchemeName, ClaimTypes.Name, Roles.ClaimType));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var reason = Check();
        return Task.FromResult(reason == Reason.None
            ? AuthenticateResult.Success(new AuthenticationTicket(s_user, SchemeName))
            : AuthenticateResult.Fail(new RefusedException(reason)));
    }

    private Reason Check()
    {
        if (Context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
        {
            return Reason.NotAuthenticated;
        }

        if (s_forwarding.Any(Request.Headers.ContainsKey))
        {
            return Reason.NotAuthenticated;
        }

        if (!IsOwn(Request.Host))
        {
            return Reason.HostNotAllowed;
        }

        if (Request.Headers.Origin is [var origin, ..] &&
            (Request.Headers.Origin.Count > 1 || !IsOwnOrigin(origin)))
        {
            return Reason.OriginNotAllowed;
        }

        return HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method) || Request.Headers.ContainsKey(ClientHeader.Name)
            ? Reason.None
            : Reason.ClientHeaderMissing;
    }

    private bool IsOwnOrigin(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.UserInfo.Length == 0
        && uri.Port > 0 && IsOwn(new HostString(uri.Host, uri.Port));

    private bool IsOwn(HostString host) =>
        (host.Port ?? 80) == Context.Connection.LocalPort && host.Host is "localhost" or "127.0.0.1" or "[::1]";
}
