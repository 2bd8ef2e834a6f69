using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;

namespace Vigil.Core.Enrichment;

/// <summary>Content of <c>findings/{findingId}</c>: the finding with all that correlation needs, so that nothing is derived twice.</summary>
/// <param name="Revision">1 when created, +1 with every newer content.</param>
/// <param name="SourceUpdatedAt">Orders versions, as far as it is credible; where null, <paramref name="ReceivedAt"/> does.</param>
/// <param name="ContentDigest">SHA-256 of the canonical record, lower-case hex.</param>
/// <param name="MayOpen">Some version of it was open and no possible replay; without one it may join an incident, never open one.</param>
/// <param name="WasOpen">Some version of it was open; without one it belongs to no incident.</param>
/// <param name="AnalyticKey">What raised it: the analytic's uid, else its name, else the title.</param>
/// <param name="PrimaryKey">What it is about: <c>asset:{id}</c>, else <c>{kind}:{value}</c> of the strongest name or observable, lower-case, or <c>group:{id}</c> where the source says what belongs together; null when it names nothing.</param>
/// <param name="AssetName">For a person; null when nothing is named.</param>
/// <param name="NormalizedBy">Version of the profile that mapped it.</param>
/// <param name="Took">How long each enricher took, by the name of its enrichment, also where it found nothing.</param>
/// <param name="AssetId">The matched asset; null when none or ambiguous.</param>
public sealed record StoredFinding(
    string FindingId,
    int Revision,
    string AlertId,
    string Instance,
    string Profile,
    string Tenant,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? SourceUpdatedAt,
    string ContentDigest,
    bool MayOpen,
    bool WasOpen,
    string AnalyticKey,
    string? PrimaryKey,
    string? AssetName,
    string? AssetId,
    string? Owner,
    ScoreReceipt Receipt,
    DetectionFinding Finding,
    string? NormalizedBy = null,
    IReadOnlyDictionary<string, TimeSpan>? Took = null)
{
    public bool IsClosed => Finding.ActivityId == OcsfClass.ActivityClose;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredFindingJson.Default.StoredFinding);

    /// <exception cref="JsonException">The bytes are not a stored finding: a bug or a damaged store.</exception>
    public static StoredFinding Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StoredFindingJson.Default.StoredFinding) ?? throw new JsonException("A stored finding is null.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredFinding))]
internal sealed partial class StoredFindingJson : JsonSerializerContext;
