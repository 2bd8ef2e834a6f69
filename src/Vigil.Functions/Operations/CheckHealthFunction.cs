using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Health;

namespace Vigil.Functions.Operations;

/// <summary>Answers the probes <c>live</c> and <c>ready</c>.</summary>
public sealed class CheckHealthFunction(HealthEndpoint endpoint)
{
    [Function("CheckHealth")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Get, Route = Routes.Health)] HttpRequest request, string probe) =>
        endpoint.CheckAsync(request.HttpContext, probe).AsTask();
}
