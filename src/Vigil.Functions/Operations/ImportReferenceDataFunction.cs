using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Operations;

namespace Vigil.Functions.Operations;

/// <summary>Replaces reference data.</summary>
public sealed class ImportReferenceDataFunction(ReferenceDataEndpoint endpoint)
{
    [Function("ImportReferenceData")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Post, Route = Routes.ReferenceData)] HttpRequest request, string kind) =>
        endpoint.ImportAsync(request.HttpContext, kind).AsTask();
}
