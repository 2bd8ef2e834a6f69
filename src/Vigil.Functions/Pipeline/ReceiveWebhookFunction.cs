using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Webhooks;

namespace Vigil.Functions.Pipeline;

/// <summary>Takes a delivery. Anonymous to the host: the profile's scheme verifies its raw bytes.</summary>
public sealed class ReceiveWebhookFunction(WebhookEndpoint endpoint)
{
    [Function("ReceiveWebhook")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Webhooks)] HttpRequest request, string instance) =>
        endpoint.HandleAsync(request.HttpContext, instance).AsTask();
}
