using Microsoft.AspNetCore.Http;

namespace Vigil.Web;

/// <summary>Writes a short answer whole, with its length; a 204 has no body. What it says is what its type says: no browser shall guess another.</summary>
internal static class ShortAnswer
{
    public static Task WriteAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        if (status == StatusCodes.Status204NoContent)
        {
            return Task.CompletedTask;
        }

        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
