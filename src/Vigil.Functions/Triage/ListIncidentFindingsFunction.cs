using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Functions.Triage;

/// <summary>Pages through an incident's findings.</summary>
public sealed class ListIncidentFindingsFunction(IncidentEndpoint endpoint)
{
    [Function("ListIncidentFindings")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Get, Route = Routes.IncidentFindings)] HttpRequest request, string id) =>
        endpoint.ListFindingsAsync(request.HttpContext, id).AsTask();
}
