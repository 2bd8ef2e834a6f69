using Microsoft.AspNetCore.Http;

namespace Vigil.Web.OpenApi;

/// <summary>Describes the HTTP face, to anybody: it names nothing of this installation.</summary>
public sealed class ApiEndpoint
{
    private readonly Lazy<byte[]> _document = new(ApiDescription.Write);

    /// <summary>200 with the OpenAPI document.</summary>
    public IResult Describe() => Results.Bytes(_document.Value, "application/json");
}
