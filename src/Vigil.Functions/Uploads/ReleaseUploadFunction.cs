using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Uploads;

namespace Vigil.Functions.Uploads;

/// <summary>Lets a file go against its verdict.</summary>
public sealed class ReleaseUploadFunction(UploadEndpoint endpoint)
{
    [Function("ReleaseUpload")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Post, Route = Routes.UploadRelease)] HttpRequest request, string id) =>
        endpoint.ReleaseAsync(request.HttpContext, id).AsTask();
}
