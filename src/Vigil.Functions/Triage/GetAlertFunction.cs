using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Alerts;

namespace Vigil.Functions.Triage;

/// <summary>Shows an alert's whole way.</summary>
public sealed class GetAlertFunction(AlertEndpoint endpoint)
{
    [Function("GetAlert")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Get, Route = Routes.Alert)] HttpRequest request, string id) =>
        endpoint.GetAsync(request.HttpContext, id).AsTask();
}
