using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vigil.Core;

namespace Vigil.Web.Security;

/// <summary>
/// Authenticates and authorizes for every head, inside the handler call, because the Functions worker runs no ASP.NET middleware.
/// What it says to a refused caller is the reason's name and nothing about the token.
/// </summary>
public sealed partial class Guard(IAuthorizationService authorization, ILogger<Guard> logger)
{
    /// <summary><see cref="Reason.None"/> and <see cref="HttpContext.User"/> set when the caller may; else why not.</summary>
    public async ValueTask<Reason> CheckAsync(HttpContext context, Access access)
    {
        var authenticated = await context.AuthenticateAsync();
        if (authenticated is not { Succeeded: true, Principal: { } user } || Access.NameOf(user) is null)
        {
            var reason = (authenticated.Failure as RefusedException)?.Reason ?? Reason.NotAuthenticated;
            Log.Refused(logger, context.Request.Method, reason.Name());
            return reason;
        }

        context.User = user;
        var allowed = await authorization.AuthorizeAsync(user, null, [new RolesAuthorizationRequirement(access.AnyOf)]);
        if (!allowed.Succeeded)
        {
            Log.NotAllowed(logger, context.Request.Method, Access.NameOf(user)!, access.AnyOf[0]);
            return Reason.NotAuthorized;
        }

        return Reason.None;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Method} refused: {Reason}")]
        public static partial void Refused(ILogger logger, string method, string reason);

        [LoggerMessage(2, LogLevel.Warning, "{Method} refused: {User} lacks the role {Role}")]
        public static partial void NotAllowed(ILogger logger, string method, string user, string role);
    }
}
