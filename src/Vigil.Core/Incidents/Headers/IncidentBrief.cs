using System.Text.Json;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Headers;

/// <summary>What of an incident is read for every finding: the metadata of its header.</summary>
/// <param name="Outstanding">The revision is still to be published, or a reminder of it to be sent.</param>
/// <param name="SettledAt">When it was resolved or closed.</param>
/// <param name="SettledScore">Its score then.</param>
/// <param name="ClaimedAt">When somebody first took it on or was given it.</param>
/// <param name="LegalHold">Nothing that it refers to may be deleted.</param>
public sealed record IncidentBrief(
    int Listed,
    bool Outstanding,
    int StatusId,
    int? VerdictId,
    DateTimeOffset? SettledAt,
    double SettledScore,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastSeen,
    int FindingCount,
    string? MergedInto,
    DateTimeOffset? ClaimedAt = null,
    bool LegalHold = false)
{
    private const string MetadataKey = "brief";

    internal static IncidentBrief Of(IncidentHeader header, bool outstanding) => new(
        header.Listed,
        outstanding,
        header.Triage.StatusId,
        header.Triage.VerdictId,
        header.Triage.Settlement?.At,
        header.Triage.Settlement?.Score ?? 0,
        header.Origin.OpenedAt,
        header.Content.LastSeen,
        header.Content.FindingCount,
        header.Triage.MergedInto,
        header.Triage.ClaimedAt,
        header.Triage.LegalHold);

    internal IReadOnlyDictionary<string, string> ToMetadata() =>
        new Dictionary<string, string>(1) { [MetadataKey] = JsonSerializer.Serialize(this, IncidentJson.Default.IncidentBrief) };

    internal static IncidentBrief FromMetadata(BlobInfo info) =>
        JsonSerializer.Deserialize(info.Metadata[MetadataKey], IncidentJson.Default.IncidentBrief)
        ?? throw new JsonException("An incident's brief is null.");
}
