using System.Text.Json;
using Vigil.Core.Correlation;
using Vigil.Core.Enrichment;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Normalization;
using Vigil.Core.Ocsf;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Members;

/// <summary>
/// Metadata of <c>incidents/{id}/members/{findingId}</c>: what a header is computed from, so that no refresh reads a finding.
/// </summary>
/// <param name="Revision">Of the finding that this tells of.</param>
/// <param name="Analytic">What raised it, as in the finding; shortened by digest.</param>
/// <param name="Primary">What it is about, as in the finding; shortened by digest.</param>
/// <param name="Absorbed">Joined after the close without re-opening.</param>
public sealed record MemberRecord(
    int Revision,
    string AlertId,
    string Key,
    string Tenant,
    string Instance,
    double Score,
    int SeverityId,
    string Title,
    string Analytic,
    string? Primary,
    string? Asset,
    string? AssetId,
    string? Owner,
    DateTimeOffset ReceivedAt,
    bool Closed,
    bool Absorbed,
    string? SuccessorOf,
    IReadOnlyList<Observable> Observables,
    IReadOnlyList<Attack> Attacks)
{
    private const string MetadataKey = "member";
    private const int MaxMetadata = 7 * 1024;
    private const int TitleLength = 120;
    private const int NameLength = 80;
    private const int ObservableLength = 100;
    private const int MaxObservables = 6;
    private const int MaxAttacks = 4;

    public static MemberRecord Of(StoredFinding finding, Membership membership) => new(
        finding.Revision,
        finding.AlertId,
        membership.Key,
        finding.Tenant,
        finding.Instance,
        finding.Receipt.Score,
        finding.Finding.SeverityId,
        BoundedText.Shorten(finding.Finding.FindingInfo.Title ?? finding.AnalyticKey, TitleLength),
        BoundedText.Key(finding.AnalyticKey, NameLength),
        finding.PrimaryKey is { } primary ? BoundedText.Key(primary, NameLength) : null,
        finding.AssetName is { } asset ? BoundedText.Shorten(asset, NameLength) : null,
        finding.AssetId is { } assetId ? BoundedText.Key(assetId, NameLength) : null,
        finding.Owner is { } owner ? BoundedText.Shorten(owner, NameLength) : null,
        finding.ReceivedAt,
        finding.IsClosed,
        membership.Absorbed,
        membership.SuccessorOf,
        [.. (finding.Finding.Observables ?? []).Where(o => o.Value is not null).Take(MaxObservables).Select(Bound)],
        [.. (finding.Finding.FindingInfo.Attacks ?? []).Take(MaxAttacks)]);

    internal IncidentFindingEntry ToEntry(string findingId) =>
        new(findingId, AlertId, Title, Analytic, Asset ?? Primary, SeverityId, Score, ReceivedAt, Closed);

    internal IReadOnlyDictionary<string, string> ToMetadata()
    {
        var json = JsonSerializer.Serialize(this, IncidentJson.Default.MemberRecord);
        if (json.Length > MaxMetadata)
        {
            json = JsonSerializer.Serialize(this with { Observables = [], Attacks = [] }, IncidentJson.Default.MemberRecord);
        }

        return new Dictionary<string, string>(1) { [MetadataKey] = json };
    }

    internal static MemberRecord FromMetadata(BlobInfo info) =>
        JsonSerializer.Deserialize(info.Metadata[MetadataKey], IncidentJson.Default.MemberRecord)
        ?? throw new JsonException("A member is null.");

    private static Observable Bound(Observable observable) =>
        new() { TypeId = observable.TypeId, Type = observable.Type, Value = BoundedText.Shorten(observable.Value!, ObservableLength) };
}
