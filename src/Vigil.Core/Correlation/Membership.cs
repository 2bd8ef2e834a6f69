using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Core.Ports;

namespace Vigil.Core.Correlation;

/// <summary>Content of <c>members/{findingId}</c>: the incident that a finding belongs to. Its creation decides; only merge and split rewrite it.</summary>
/// <param name="Absorbed">Joined an incident that was closed already, without re-opening it.</param>
/// <param name="SuccessorOf">The incident that <paramref name="Incident"/> follows.</param>
/// <param name="Previous">Incidents that the finding was moved out of, the last at the end.</param>
public sealed record Membership(string Incident, string Key, bool Absorbed = false, string? SuccessorOf = null, IReadOnlyList<string>? Previous = null)
{
    private const string MetadataKey = "membership";
    private const int MaxPrevious = 8;

    /// <summary>The finding now belongs to <paramref name="incident"/>.</summary>
    public Membership MovedTo(string incident) => this with
    {
        Incident = incident,
        Absorbed = false,
        Previous = [.. (Previous ?? []).Where(p => p != Incident && p != incident).TakeLast(MaxPrevious - 1), Incident],
    };

    // In the metadata, so that it can be read without the content: JSON of this writer is printable ASCII.
    internal IReadOnlyDictionary<string, string> ToMetadata() =>
        new Dictionary<string, string>(1) { [MetadataKey] = JsonSerializer.Serialize(this, CorrelationJson.Default.Membership) };

    internal static Membership FromMetadata(BlobInfo info) =>
        JsonSerializer.Deserialize(info.Metadata[MetadataKey], CorrelationJson.Default.Membership)
        ?? throw new JsonException("A membership is null.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Membership))]
internal sealed partial class CorrelationJson : JsonSerializerContext;
