using System.Text;
using System.Text.Json;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;
using Vigil.Core.Reports;
using Vigil.Core.Telemetry;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Reports;

public sealed class DailyReportTests : IDisposable
{
    private readonly Installation _vigil = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task Counts_of_several_processes_add_up_refused_deliveries_too()
    {
        var store = _vigil.Get<TallyStore>();
        await store.AddAsync(new TallyPage([new("github", "accepted", 5), new("github", "signature-mismatch", 2)], [Stage("intake", fast: 10, slow: 0)]), Cancelled);
        _vigil.Time.Advance(TimeSpan.FromTicks(1));
        await store.AddAsync(new TallyPage([new("github", "accepted", 3)], [Stage("intake", fast: 0, slow: 1)]), Cancelled);

        var report = await BuildAsync();

        Assert.Equal([new("github", "accepted", 8), new("github", "signature-mismatch", 2)], report.Deliveries);
        var intake = Assert.Single(report.Stages);
        Assert.Equal((11, 0.001, 1.024), (intake.Count, intake.MedianSeconds, intake.P99Seconds));
    }

    [Fact]
    public void A_process_counts_what_it_meters_and_each_count_once()
    {
        // A name of its own: the meter is the whole process's.
        const string sender = "counted-by-this-test";
        using var tally = new Tally();
        tally.Start();
        VigilTelemetry.RecordDelivery(sender, "accepted", TimeSpan.FromMilliseconds(3));
        VigilTelemetry.RecordDelivery(sender, "accepted", TimeSpan.FromMilliseconds(3));
        VigilTelemetry.RecordDelivery(sender, "body-too-large", TimeSpan.Zero);

        var page = tally.Take()!;
        Assert.Equal([new(sender, "accepted", 2), new(sender, "body-too-large", 1)],
            page.Deliveries.Where(d => d.Sender == sender).OrderBy(d => d.Outcome, StringComparer.Ordinal));
        Assert.True(page.Stages.Single(s => s.Stage == "intake").Counts[2] >= 2);
        Assert.DoesNotContain(tally.Take()?.Deliveries ?? [], d => d.Sender == sender);
    }

    [Fact]
    public async Task Incidents_count_by_priority_and_state_with_the_time_to_claim_and_to_close()
    {
        foreach (var (name, minutes) in new[] { ("a", 10), ("b", 20), ("c", 30) })
        {
            await _vigil.PostAsync(_vigil.Finding(name, score: 95, primary: "asset:" + name));
            await _vigil.PumpAsync();
            var id = (await _vigil.IncidentOfAsync(name))!;
            _vigil.Time.Advance(TimeSpan.FromMinutes(minutes));
            await _vigil.ActAsync(id, new TriageAction.Claim());
        }

        await _vigil.ActAsync((await _vigil.IncidentOfAsync("c"))!, new TriageAction.Close(1));

        var report = await BuildAsync();

        Assert.Equal([new("Critical", "In Progress", 2), new("Critical", "Closed", 1)], report.Opened);
        Assert.Equal([new("Critical", "In Progress", 2)], report.Open);
        Assert.Equal(new Durations(3, 1200, 1800), report.TimeToClaim);
        Assert.Equal(new Durations(1, 1800, 1800), report.TimeToClose);
    }

    [Fact]
    public async Task The_report_of_a_day_is_written_once_and_not_before_late_counts_can_be_there()
    {
        var start = _vigil.Clock.GetUtcNow();
        var day = DateOnly.FromDateTime(start.UtcDateTime);
        var write = _vigil.Get<WriteDailyReport>();
        _vigil.Time.Advance(new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) - start + TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await write.RunAsync(Cancelled);
        Assert.DoesNotContain($"{day:yyyy-MM-dd}.json", await _vigil.NamesAsync(Containers.Reports));

        _vigil.Time.Advance(TimeSpan.FromTicks(1));
        await write.RunAsync(Cancelled);
        await _vigil.PostAsync(_vigil.Finding("late"));
        await write.RunAsync(Cancelled);

        var json = (await _vigil.Blobs.ReadAsync(Containers.Reports, $"{day:yyyy-MM-dd}.json", Cancelled))!;
        Assert.Equal(day, JsonSerializer.Deserialize(json.Content.Span, ReportJson.Default.DailyReport)!.Day);
        Assert.NotNull(await _vigil.Blobs.FindAsync(Containers.Reports, $"{day:yyyy-MM-dd}.html", Cancelled));
    }

    [Fact]
    public void The_page_escapes_every_text_and_loads_nothing()
    {
        const string hostile = "<script src=//evil>&\"'";
        var none = new Durations(0, null, null);
        var page = Encoding.UTF8.GetString(ReportPage.Write(new DailyReport(
            new DateOnly(2026, 3, 31), default, [new(hostile, hostile, 1)], [new(hostile, hostile, 1)], [], none, none, [new(hostile, 1)],
            [new(hostile, 1, 0.1, 2)], Partial: false)));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http:", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script src=//evil&gt;&amp;&quot;&#39;", page, StringComparison.Ordinal);
    }

    private static StageCount Stage(string name, long fast, long slow)
    {
        var counts = new long[26];
        (counts[0], counts[10]) = (fast, slow);
        return new StageCount(name, counts);
    }

    private ValueTask<DailyReport> BuildAsync() =>
        _vigil.Get<ReportBuilder>().BuildAsync(DateOnly.FromDateTime(_vigil.Clock.GetUtcNow().UtcDateTime), Cancelled);
}
