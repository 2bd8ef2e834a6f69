using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Vigil.Core.Intake;
using Vigil.Core.Normalization;
using Vigil.Core.Ocsf;
using Vigil.Core.Ports;
using Vigil.Core.Scoring;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>Makes a finding complete: its id, its asset, its score.</summary>
internal sealed class FindingEnricher(FindingScorer scorer, IOptions<ScoreOptions> options, TimeProvider time)
{
    private const string Provider = "vigil";

    /// <summary>The finding in its first revision.</summary>
    public StoredFinding Enrich(string alertId, AlertMetadata alert, FindingDraft draft, IAssetInventory assets)
    {
        var record = draft.Record;
        var finding = record.Finding;
        var started = time.GetTimestamp();
        var match = assets.Match(KeysOf(record.AssetKeys));
        var matched = time.GetTimestamp();
        var receipt = Score(record.Confidence, finding, match, assets);
        var took = new Dictionary<string, TimeSpan>
        {
            [AssetContext.EnrichmentName] = time.GetElapsedTime(started, matched),
            [RiskContext.EnrichmentName] = time.GetElapsedTime(matched),
        };

        finding.FindingInfo.Uid = draft.FindingId;
        finding.Metadata.Uid = draft.FindingId;
        finding.Metadata.ProcessedTime = time.GetUtcNow().ToUnixTimeMilliseconds();

        // A sender may post ready-made findings; what looks like our own judgement must be ours.
        finding.Enrichments?.RemoveAll(LooksLikeOurs);
        AssetContext.Write(finding, match, assets.Version);
        RiskContext.Write(finding, receipt, options.Value.Priority);

        var subject = PrimarySubject.Of(match, record.AssetKeys, finding.Observables ?? []).In(record.Group);
        return new StoredFinding(
            draft.FindingId,
            1,
            alertId,
            alert.Instance,
            alert.Profile,
            alert.Tenant,
            alert.ReceivedAt,
            record.SourceUpdatedAt,
            Convert.ToHexStringLower(record.RecordDigest.Span),
            draft.WasOpen && !alert.PossibleReplay,
            draft.WasOpen,
            AnalyticOf(finding, alert),
            subject.Key,
            subject.Name,
            match.Asset?.Id,
            match.Asset?.Owner,
            receipt,
            finding,
            Took: took);
    }

    private static bool LooksLikeOurs(Ocsf.Enrichment enrichment) =>
        string.Equals(enrichment.Provider?.Trim(), Provider, StringComparison.OrdinalIgnoreCase)
        || string.Concat(enrichment.Name.Where(char.IsAsciiLetterOrDigit)).StartsWith(Provider, StringComparison.OrdinalIgnoreCase);

    private ScoreReceipt Score(double? confidence, DetectionFinding finding, AssetMatch match, IAssetInventory assets)
    {
        TimeSpan? age = assets.Count == 0 ? null : time.GetUtcNow() - assets.ImportedAt;
        return scorer.Score(new ScoreSubject(finding.SeverityId, confidence, match, assets.Version, age, finding.FindingInfo.Attacks ?? []));
    }

    private static ReadOnlySpan<AssetKey> KeysOf(IReadOnlyList<AssetKey> keys) => keys switch
    {
        AssetKey[] array => array,
        List<AssetKey> list => CollectionsMarshal.AsSpan(list),
        _ => keys.ToArray(),
    };

    private static string AnalyticOf(DetectionFinding finding, AlertMetadata alert)
    {
        string?[] names = [finding.FindingInfo.Analytic?.Uid, finding.FindingInfo.Analytic?.Name, finding.FindingInfo.Title];
        return BoundedText.Key(names.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)) ?? alert.Profile, PrimarySubject.MaxLength);
    }
}
