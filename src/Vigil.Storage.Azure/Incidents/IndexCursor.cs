using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Incidents;

/// <summary>
/// Where a page ended: the listing's page that it was read from, and the name of its last row there, so that pages stay right while incidents
/// come and go. It travels through clients; whatever else comes back instead is recognised.
/// </summary>
internal sealed record IndexCursor(string Prefix, string? Page, string? After)
{
    private const int MaxLength = 4_096;

    /// <summary>The first page of what the query can match at all.</summary>
    public static IndexCursor Start(IncidentQuery query) =>
        new(query.Statuses is { Count: > 0 } statuses && !statuses.Any(IncidentMatch.IsOpen) ? IndexRow.Closed : IndexRow.Open, null, null);

    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, IndexCursorJson.Default.IndexCursor));

    public static IndexCursor? Parse(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            var cursor = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), IndexCursorJson.Default.IndexCursor);
            return cursor?.Prefix is IndexRow.Open or IndexRow.Closed ? cursor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IndexCursor))]
internal sealed partial class IndexCursorJson : JsonSerializerContext;
