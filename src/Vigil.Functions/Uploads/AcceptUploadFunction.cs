using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.Uploads;

namespace Vigil.Functions.Uploads;

/// <summary>Takes a file that is to be scanned.</summary>
public sealed class AcceptUploadFunction(UploadEndpoint endpoint)
{
    [Function("AcceptUpload")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Post, Route = Routes.Uploads)] HttpRequest request) =>
        endpoint.AcceptAsync(request.HttpContext).AsTask();
}
