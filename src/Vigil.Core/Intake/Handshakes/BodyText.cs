using System.Text.Json;

namespace Vigil.Core.Intake;

/// <summary>Reads single texts out of small handshake bodies.</summary>
internal static class BodyText
{
    /// <summary>Handshakes are small: what is larger is an alert.</summary>
    public const int MaxBodyBytes = 16 * 1024;

    private const int MaxDepth = 16;

    /// <summary>Parses a body that may be a handshake; null when it is too large or no JSON.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBodyBytes)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text under these names, one inside the other; null when there is none or it is longer than <paramref name="maxLength"/>.</summary>
    public static string? Find(JsonElement element, int maxLength, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String && element.GetString() is { } text && text.Length <= maxLength ? text : null;
    }
}
