using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Functions.Triage;

/// <summary>Shows an incident.</summary>
public sealed class GetIncidentFunction(IncidentEndpoint endpoint)
{
    [Function("GetIncident")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Get, Route = Routes.Incident)] HttpRequest request, string id) =>
        endpoint.GetAsync(request.HttpContext, id).AsTask();
}
