using Vigil.Core.DeadLetters;
using Vigil.Core.Ports;

namespace Vigil.Core.Reports;

/// <summary>Puts the report of a day together from what is stored.</summary>
public sealed class ReportBuilder(IBlobStore blobs, TallyStore tallies, IncidentFigures incidents, TimeProvider time)
{
    private const int PageSize = 1_000;
    private const double Most = 0.99;

    public async ValueTask<DailyReport> BuildAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var pages = await tallies.ReadAsync(day, cancellationToken);
        var figures = await incidents.ReadAsync(day, cancellationToken);
        return new DailyReport(
            day,
            time.GetUtcNow(),
            [.. pages.SelectMany(p => p.Deliveries).GroupBy(d => (d.Sender, d.Outcome))
                .Select(g => new DeliveryCount(g.Key.Sender, g.Key.Outcome, g.Sum(d => d.Count)))
                .OrderBy(d => d.Sender, StringComparer.Ordinal).ThenByDescending(d => d.Count).ThenBy(d => d.Outcome, StringComparer.Ordinal)],
            figures.Opened,
            figures.Open,
            figures.TimeToClaim,
            figures.TimeToClose,
            await CountLettersAsync(day, cancellationToken),
            [.. pages.SelectMany(p => p.Stages).GroupBy(s => s.Stage).Select(Time).OrderByDescending(s => s.P99Seconds).ThenBy(s => s.Stage, StringComparer.Ordinal)],
            figures.Partial);
    }

    private static StageTime Time(IGrouping<string, StageCount> pages)
    {
        var sum = new long[StageTally.Buckets];
        foreach (var page in pages)
        {
            for (var i = 0; i < Math.Min(sum.Length, page.Counts.Count); i++)
            {
                sum[i] += page.Counts[i];
            }
        }

        return new StageTime(pages.Key, sum.Sum(), StageTally.Quantile(sum, 0.5), StageTally.Quantile(sum, Most));
    }

    private async ValueTask<IReadOnlyList<ReasonCount>> CountLettersAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>();
        string? cursor = null;
        do
        {
            var page = await blobs.ListAsync(Containers.DeadLetters, string.Empty, cursor, PageSize, cancellationToken);
            foreach (var letter in page.Items.Select(DeadLetterSummary.FromMetadata).Where(l => DateOnly.FromDateTime(l.LastSeen.UtcDateTime) == day))
            {
                counts[letter.Reason] = counts.GetValueOrDefault(letter.Reason) + 1;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        return [.. counts.Select(c => new ReasonCount(c.Key, c.Value)).OrderByDescending(c => c.Count).ThenBy(c => c.Reason, StringComparer.Ordinal)];
    }
}
