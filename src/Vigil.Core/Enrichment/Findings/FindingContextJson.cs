using System.Text.Json.Serialization;
using Vigil.Core.Scoring;

namespace Vigil.Core.Enrichment.Findings;

/// <summary><c>data</c> of the asset enrichment.</summary>
/// <param name="MatchedBy">The rule, as in <see cref="AssetMatch.MatchedBy"/>.</param>
/// <param name="Candidates">How many assets share the name.</param>
internal sealed record AssetContextData(
    string? Id,
    string? Name,
    string? Owner,
    string? Team,
    string? Environment,
    string? Criticality,
    string? Exposure,
    IReadOnlyList<string>? Tags,
    string? MatchedBy,
    int Candidates);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AssetContextData))]
[JsonSerializable(typeof(ScoreReceipt))]
internal sealed partial class FindingContextJson : JsonSerializerContext;
