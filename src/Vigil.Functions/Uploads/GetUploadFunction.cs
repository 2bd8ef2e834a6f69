using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Uploads;

namespace Vigil.Functions.Uploads;

/// <summary>Tells how an upload fares.</summary>
public sealed class GetUploadFunction(UploadEndpoint endpoint)
{
    [Function("GetUpload")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Get, Route = Routes.Upload)] HttpRequest request, string id) =>
        endpoint.GetAsync(request.HttpContext, id).AsTask();
}
