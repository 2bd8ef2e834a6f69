using Microsoft.AspNetCore.Http;

namespace Vigil.Web;

/// <summary>Writes a short answer whole, with its length.</summary>
internal static class ShortAnswer
{
    public static Task WriteAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
