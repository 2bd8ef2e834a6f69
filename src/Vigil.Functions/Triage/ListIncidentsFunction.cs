using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Functions.Triage;

/// <summary>Lists incidents, most urgent first.</summary>
public sealed class ListIncidentsFunction(IncidentEndpoint endpoint)
{
    [Function("ListIncidents")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Get, Route = Routes.Incidents)] HttpRequest request) =>
        endpoint.ListAsync(request.HttpContext).AsTask();
}
