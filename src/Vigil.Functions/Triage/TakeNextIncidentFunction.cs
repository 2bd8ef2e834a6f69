using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Functions.Triage;

/// <summary>Claims the most urgent New incident for the caller.</summary>
public sealed class TakeNextIncidentFunction(IncidentEndpoint endpoint)
{
    [Function("TakeNextIncident")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Post, Route = Routes.NextIncident)] HttpRequest request) =>
        endpoint.TakeNextAsync(request.HttpContext).AsTask();
}
