using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Vigil.Core;

namespace Vigil.Web;

/// <summary>Reads small JSON bodies of people and tools.</summary>
internal static class RequestBody
{
    /// <summary>Largest body that is read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The body, or the reason why not. An absent body reads as an empty object.</summary>
    public static async ValueTask<(T? Value, Reason Reason)> ReadAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength > MaxBytes)
        {
            return (null, Reason.BodyTooLarge);
        }

        var buffer = new byte[MaxBytes + 1];
        int read;
        try
        {
            read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException)
        {
            return (null, Reason.BodyIncomplete);
        }

        if (read > MaxBytes)
        {
            return (null, Reason.BodyTooLarge);
        }

        if (read > 0 && request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, Reason.ContentTypeUnsupported);
        }

        try
        {
            var value = JsonSerializer.Deserialize(read == 0 ? "{}"u8 : buffer.AsSpan(0, read), type);
            return value is null ? (null, Reason.RequestMalformed) : (value, Reason.None);
        }
        catch (JsonException)
        {
            return (null, Reason.RequestMalformed);
        }
    }
}
