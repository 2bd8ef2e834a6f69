using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vigil.Storage.Sqlite.Incidents;

/// <summary>
/// Where a page ended: the sort key of its last item, not a count, so that pages stay right while incidents come and go. It travels through
/// clients; whatever else comes back instead is recognised.
/// </summary>
internal sealed record IncidentCursor(int Closed, int PriorityRank, double ScoreRank, string Id)
{
    private const int MaxLength = 1_024;

    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, CursorJson.Default.IncidentCursor));

    public static IncidentCursor? Parse(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), CursorJson.Default.IncidentCursor);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IncidentCursor))]
internal sealed partial class CursorJson : JsonSerializerContext;
