using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Vigil.Web;
using Vigil.Web.OpenApi;

namespace Vigil.Functions.Operations;

/// <summary>Describes the HTTP face.</summary>
public sealed class DescribeApiFunction(ApiEndpoint endpoint)
{
    [Function("DescribeApi")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Methods.Get, Route = Routes.OpenApi)] HttpRequest request) =>
        endpoint.Describe();
}
