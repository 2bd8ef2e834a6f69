using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Vigil.Core.Intake;

namespace Vigil.Web.Webhooks;

/// <summary>The HTTP face of intake, for every head: <c>{any method} /api/webhooks/{instance}</c>, and what follows it for senders that put their secret there.</summary>
public sealed class WebhookEndpoint(ReceiveWebhook receive)
{
    /// <summary>Answers one delivery. The sender's signature is its authentication; no other is asked for.</summary>
    public async ValueTask<IResult> HandleAsync(HttpContext context, string instance)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // Intake has the profile's limit, which the server's own would cut short with an answer that no profile chose.
            limit.MaxRequestBodySize = null;
        }

        var delivery = new Delivery(
            request.Method, instance, new RequestHeaders(request.Headers), context.Connection.RemoteIpAddress, request.ContentLength, request.Body)
        {
            Query = new RequestQuery(request.Query),
            PathSecret = (string?)request.RouteValues["secret"],
        };
        var outcome = await receive.HandleAsync(delivery, context.RequestAborted);
        if (outcome is IntakeOutcome.Rejected { Reason: Core.Reason.MethodNotAllowed })
        {
            context.Response.Headers.Allow = HttpMethods.Post;
        }

        return WebhookResult.Of(outcome);
    }
}
