using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Functions.Triage;

/// <summary>Does what a person decided about an incident.</summary>
public sealed class ActOnIncidentFunction(IncidentEndpoint endpoint)
{
    [Function("ActOnIncident")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Post, Route = Routes.IncidentAction)] HttpRequest request, string id, string verb) =>
        endpoint.ActAsync(request.HttpContext, id, verb).AsTask();
}
