using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Scoring;

namespace Vigil.Core.Incidents.Refreshing;

/// <summary>Computes what an incident's findings come to. Depends on nothing but them: not on their order, not on what was known before.</summary>
internal static class IncidentContents
{
    private const int OtherSeverity = 99;

    /// <param name="members">At least one.</param>
    public static IncidentContent Compute(IReadOnlyList<KeyValuePair<string, MemberRecord>> members, PriorityThresholds thresholds)
    {
        var ordered = members
            .OrderByDescending(m => m.Value.Score)
            .ThenBy(m => m.Value.ReceivedAt)
            .ThenBy(m => m.Key, StringComparer.Ordinal)
            .ToList();
        var records = ordered.ConvertAll(m => m.Value);
        var receipt = IncidentScorer.Score(records.Select(r => (r.Analytic, r.Primary, r.Score)));
        var named = records.Find(r => r.AssetId is not null) ?? records.Find(r => r.Asset is not null);
        var closed = records.Count(r => r.Closed);
        return new IncidentContent(
            records[0].Title,
            Severity(records),
            Priority.FromScore(receipt.Score, thresholds),
            receipt,
            records.Count,
            records.Count(r => r.Absorbed),
            closed,
            records.Where(r => !r.Closed).Select(r => r.Score).DefaultIfEmpty().Max(),
            records.Min(r => r.ReceivedAt),
            records.Max(r => r.ReceivedAt),
            named?.Asset,
            named?.AssetId,
            named?.Owner,
            [.. ordered.Take(HeaderLimits.MaxFindings).Select(m => m.Value.ToEntry(m.Key))],
            [.. records.SelectMany(r => r.Observables).DistinctBy(o => (o.TypeId, o.Value)).Take(HeaderLimits.MaxObservables)],
            [.. records.SelectMany(r => r.Attacks).DistinctBy(a => (a.Tactic?.Uid, a.Technique?.Uid, a.SubTechnique?.Uid, a.Tactic?.Name, a.Technique?.Name))
                .Take(HeaderLimits.MaxAttacks)],
            closed == records.Count ? IncidentContent.ProposeResolved : null);
    }

    // Other (99) says nothing of how severe; it stands only where no finding says more.
    private static int Severity(List<MemberRecord> records)
    {
        var highest = records.Where(r => r.SeverityId != OtherSeverity).Select(r => r.SeverityId).DefaultIfEmpty().Max();
        return highest > 0 || records.TrueForAll(r => r.SeverityId != OtherSeverity) ? highest : OtherSeverity;
    }
}
