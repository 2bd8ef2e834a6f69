using System.Collections.Concurrent;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ports;
using Vigil.Core.Scoring;

namespace Vigil.Core.Reports;

/// <summary>What a report tells of incidents. Reads the index, and of each incident the short form of its header.</summary>
public sealed class IncidentFigures(IIncidentIndex index, IncidentStore incidents)
{
    private const int PageSize = 1_000;
    private const int Parallel = 16;

    /// <summary>Incidents that one report looks at.</summary>
    private const int MaxIncidents = 50_000;

    /// <summary>Settled incidents whose last finding is older are not looked at.</summary>
    private static readonly TimeSpan s_lookBack = TimeSpan.FromDays(30);
    private static readonly int[] s_open = [IncidentStatus.New, IncidentStatus.InProgress, IncidentStatus.OnHold];
    private static readonly int[] s_settled = [IncidentStatus.Resolved, IncidentStatus.Closed];

    internal async ValueTask<Figures> ReadAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var start = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var open = await ListAsync(new IncidentQuery(s_open), cancellationToken);
        var settled = await ListAsync(new IncidentQuery(s_settled, Since: start - s_lookBack), cancellationToken);
        var found = new ConcurrentBag<(IncidentSummary Summary, IncidentBrief Brief)>();
        await System.Threading.Tasks.Parallel.ForEachAsync(
            open.Concat(settled), new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (summary, cancelled) =>
            {
                if (await incidents.FindAsync(summary.Id, cancelled) is { } brief)
                {
                    found.Add((summary, brief));
                }
            });

        bool IsThatDay(DateTimeOffset? at) => at >= start && at < start.AddDays(1);
        return new Figures(
            Count(found.Where(i => IsThatDay(i.Brief.OpenedAt))),
            Count(found.Where(i => i.Brief.SettledAt is null)),
            Durations(found.Where(i => IsThatDay(i.Brief.ClaimedAt)).Select(i => i.Brief.ClaimedAt!.Value - i.Brief.OpenedAt)),
            Durations(found.Where(i => IsThatDay(i.Brief.SettledAt)).Select(i => i.Brief.SettledAt!.Value - i.Brief.OpenedAt)),
            open.Count >= MaxIncidents || settled.Count >= MaxIncidents);
    }

    private async ValueTask<List<IncidentSummary>> ListAsync(IncidentQuery query, CancellationToken cancellationToken)
    {
        var all = new List<IncidentSummary>();
        string? cursor = null;
        do
        {
            var page = await index.ListAsync(query, cursor, PageSize, cancellationToken);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && all.Count < MaxIncidents);
        return all;
    }

    private static IReadOnlyList<IncidentCount> Count(IEnumerable<(IncidentSummary Summary, IncidentBrief Brief)> incidents) =>
        [.. incidents.GroupBy(i => (i.Summary.PriorityId, i.Brief.StatusId))
            .OrderByDescending(g => g.Key.PriorityId).ThenBy(g => g.Key.StatusId)
            .Select(g => new IncidentCount(Priority.Caption(g.Key.PriorityId), IncidentStatus.Caption(g.Key.StatusId), g.Count()))];

    private static Durations Durations(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(t => t.TotalSeconds).Order().ToList();
        double? At(double quantile) => sorted.Count == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * quantile) - 1)];
        return new Durations(sorted.Count, At(0.5), At(0.9));
    }

    internal sealed record Figures(
        IReadOnlyList<IncidentCount> Opened, IReadOnlyList<IncidentCount> Open, Durations TimeToClaim, Durations TimeToClose, bool Partial);
}
