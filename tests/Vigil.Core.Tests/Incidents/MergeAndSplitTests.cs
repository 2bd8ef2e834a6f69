using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

public sealed class MergeAndSplitTests : IDisposable
{
    private readonly Installation _vigil = new();

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task Late_findings_follow_a_merge()
    {
        var (from, into) = (await OpenAsync("one", "a"), await OpenAsync("other", "b"));
        Assert.IsType<TriageOutcome.Done>(await _vigil.ActAsync(from, new TriageAction.Merge(into)));
        await _vigil.RecoverAsync();
        await OpenAsync("late", "a");
        await _vigil.RecoverAsync();

        Assert.Equal(into, await _vigil.IncidentOfAsync("one"));
        Assert.Equal(into, await _vigil.IncidentOfAsync("late"));
        Assert.Equal(3, (await _vigil.HeaderAsync(into)).Content.FindingCount);
        var merged = await _vigil.HeaderAsync(from);
        Assert.Equal((IncidentStatus.Closed, (int?)Verdict.Duplicate, into), (merged.Triage.StatusId, merged.Triage.VerdictId, merged.Triage.MergedInto));
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "one", "other", "late");
    }

    [Fact]
    public async Task A_finding_that_decided_for_an_incident_as_it_was_merged_is_brought_along()
    {
        var (from, into) = (await OpenAsync("one", "a"), await OpenAsync("other", "b"));

        // Dies right after its membership is stored, before the incident lists it.
        await _vigil.PostAsync(_vigil.Finding("racer", analytic: "a"));
        _vigil.Faults.AfterEffect = true;
        _vigil.Faults.At = _vigil.Faults.Calls + 5;
        await _vigil.PumpAsync();
        _vigil.Faults.Start();
        Assert.Equal(from, await _vigil.IncidentOfAsync("racer"));
        Assert.Null(await _vigil.Get<MemberStore>().FindAsync(from, Sample.IdOf("racer"), TestContext.Current.CancellationToken));

        await _vigil.ActAsync(from, new TriageAction.Merge(into));
        await _vigil.RecoverAsync();
        Assert.Equal(into, await _vigil.IncidentOfAsync("racer"));
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "one", "other", "racer");
    }

    [Fact]
    public async Task Two_incidents_merged_into_each_other_leave_one_open_with_all_findings()
    {
        var (one, other) = (await OpenAsync("one", "a"), await OpenAsync("other", "b"));
        await Task.WhenAll(
            _vigil.ActAsync(one, new TriageAction.Merge(other)).AsTask(),
            _vigil.ActAsync(other, new TriageAction.Merge(one), actor: Installation.Bob).AsTask());
        await _vigil.RecoverAsync();

        Assert.Equal(await _vigil.IncidentOfAsync("one"), await _vigil.IncidentOfAsync("other"));
        var header = await _vigil.HeaderOfAsync("one");
        Assert.Equal((IncidentStatus.New, 2), (header.Triage.StatusId, header.Content.FindingCount));
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "one", "other");
    }

    [Fact]
    public async Task What_was_split_off_stays_apart_whatever_is_redelivered()
    {
        var id = await OpenAsync("one", "a");
        await OpenAsync("two", "a");
        await OpenAsync("three", "a");
        Assert.IsType<TriageOutcome.Done>(await _vigil.ActAsync(id, new TriageAction.Split([Sample.IdOf("two")])));
        var apart = (await _vigil.IncidentOfAsync("two"))!;
        Assert.NotEqual(id, apart);
        Assert.Equal(id, (await _vigil.HeaderAsync(apart)).Origin.SuccessorOf);

        foreach (var name in (string[])["one", "two", "three", "two"])
        {
            await _vigil.RepeatAsync(Sample.IdOf(name));
        }

        await _vigil.PumpAsync(concurrency: 4);
        await _vigil.PostAsync(_vigil.Finding("two", analytic: "a", score: 66, revision: 2));
        await OpenAsync("four", "a");
        await _vigil.RecoverAsync();

        Assert.Equal(apart, await _vigil.IncidentOfAsync("two"));
        Assert.Equal(66, (await _vigil.HeaderAsync(apart)).Content.Receipt.Score);
        Assert.Equal(id, await _vigil.IncidentOfAsync("four"));
        Assert.Equal(3, (await _vigil.HeaderAsync(id)).Content.FindingCount);
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "one", "two", "three", "four");
    }

    [Fact]
    public async Task A_merged_incident_takes_no_part_in_triage()
    {
        var (from, into) = (await OpenAsync("one", "a"), await OpenAsync("other", "b"));
        await _vigil.ActAsync(from, new TriageAction.Merge(into));

        Assert.Equal(
            Reason.TransitionNotAllowed, Assert.IsType<TriageOutcome.Refused>(await _vigil.ActAsync(from, new TriageAction.Reopen())).Reason);
        Assert.Equal(
            Reason.TransitionNotAllowed, Assert.IsType<TriageOutcome.Refused>(await _vigil.ActAsync(into, new TriageAction.Merge(from))).Reason);
    }

    private async Task<string> OpenAsync(string name, string analytic)
    {
        await _vigil.PostAsync(_vigil.Finding(name, analytic: analytic));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        return (await _vigil.IncidentOfAsync(name))!;
    }
}
