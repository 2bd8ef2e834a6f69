using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.DeadLetters;

namespace Vigil.Functions.Operations;

/// <summary>Sends a dead letter through the pipeline again.</summary>
public sealed class ReplayDeadLetterFunction(DeadLetterEndpoint endpoint)
{
    [Function("ReplayDeadLetter")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Methods.Post, Route = Routes.DeadLetterReplay)] HttpRequest request, string id) =>
        endpoint.ReplayAsync(request.HttpContext, id).AsTask();
}
