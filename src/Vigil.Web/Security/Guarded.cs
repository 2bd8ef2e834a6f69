using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.Ports;
using Vigil.Web.Problems;

namespace Vigil.Web.Security;

/// <summary>Runs what an endpoint does for a caller who may, and answers everybody else; the same for every endpoint of every head.</summary>
public sealed class Guarded(Guard guard)
{
    public async ValueTask<IResult> RunAsync(HttpContext context, Access access, Func<HttpContext, CancellationToken, ValueTask<IResult>> action)
    {
        var reason = await guard.CheckAsync(context, access);
        if (reason != Reason.None)
        {
            if (reason == Reason.NotAuthenticated)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            return Refusals.Of(reason);
        }

        try
        {
            return await action(context, context.RequestAborted);
        }
        catch (StorageUnavailableException exception)
        {
            return new ProblemResult(Reason.StorageUnavailable, StatusCodes.Status503ServiceUnavailable, retryAfter: exception.RetryAfter);
        }
    }
}
