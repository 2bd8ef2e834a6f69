using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.DeadLetters;

namespace Vigil.Functions.Operations;

/// <summary>Lists work that was set aside.</summary>
public sealed class ListDeadLettersFunction(DeadLetterEndpoint endpoint)
{
    [Function("ListDeadLetters")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Get, Route = Routes.DeadLetters)] HttpRequest request) =>
        endpoint.ListAsync(request.HttpContext).AsTask();
}
