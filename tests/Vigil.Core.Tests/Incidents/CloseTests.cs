using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

/// <summary>What findings do that come after the close.</summary>
public sealed class CloseTests : IDisposable
{
    private readonly Installation _vigil = new();

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task More_of_the_same_is_absorbed_by_a_false_positive_counted_and_not_published()
    {
        var id = await CloseAsync(Verdict.FalsePositive);
        await _vigil.TakePublishedAsync();
        await PostAsync("more", score: 50);

        var header = await _vigil.HeaderAsync(id);
        Assert.Equal(id, await _vigil.IncidentOfAsync("more"));
        Assert.Equal(IncidentStatus.Closed, header.Triage.StatusId);
        Assert.Equal(1, header.Content.AbsorbedCount);
        Assert.Equal(2, header.Content.FindingCount);
        Assert.Empty(await _vigil.TakePublishedAsync());
    }

    [Fact]
    public async Task A_worse_finding_opens_a_successor_of_a_false_positive()
    {
        var id = await CloseAsync(Verdict.FalsePositive);
        await PostAsync("worse", score: 50.01);

        Assert.Equal(id, (await _vigil.HeaderOfAsync("worse")).Origin.SuccessorOf);
    }

    [Fact]
    public async Task Any_other_verdict_opens_a_successor_that_further_findings_join()
    {
        var id = await CloseAsync(Verdict.TruePositive);
        await PostAsync("next", score: 10);
        await PostAsync("after next", score: 10);

        var successor = await _vigil.HeaderOfAsync("next");
        Assert.Equal(id, successor.Origin.SuccessorOf);
        Assert.Equal(successor.Id, await _vigil.IncidentOfAsync("after next"));
        Assert.Equal(IncidentStatus.Closed, (await _vigil.HeaderAsync(id)).Triage.StatusId);
        await _vigil.RecoverAsync();
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "first", "next", "after next");
    }

    [Theory]
    [InlineData(Verdict.TruePositive, 10, IncidentStatus.InProgress)]
    [InlineData(Verdict.FalsePositive, 10, IncidentStatus.Closed)]
    [InlineData(Verdict.FalsePositive, 90, IncidentStatus.InProgress)]
    public async Task A_finding_that_raced_the_close_reopens_it_unless_it_would_have_been_absorbed(int verdict, double score, int status)
    {
        await PostAsync("first", score: 50);
        var id = (await _vigil.IncidentOfAsync("first"))!;
        await _vigil.ActAsync(id, new TriageAction.Claim());

        // It belongs to the incident already, and the header does not tell of it yet.
        await _vigil.PostAsync(_vigil.Finding("racer", score));
        await _vigil.PumpAsync();
        await _vigil.ActAsync(id, new TriageAction.Close(verdict));
        await _vigil.RecoverAsync();

        var header = await _vigil.HeaderAsync(id);
        Assert.Equal(id, await _vigil.IncidentOfAsync("racer"));
        Assert.Equal(status, header.Triage.StatusId);
        var reopened = status == IncidentStatus.InProgress;
        Assert.Equal(reopened ? "new-finding-after-close" : null, header.Triage.ReopenReason);
        var published = await _vigil.TakePublishedAsync();
        Assert.Equal(reopened, published.Any(p => p.Properties["type"] == "vigil.incident.reopened"));
        Assert.Contains(published, p => p.Properties["type"] == "vigil.incident.closed");
    }

    [Fact]
    public async Task A_finding_that_gets_worse_reopens_its_closed_incident_and_a_resolved_notice_does_not()
    {
        var id = await CloseAsync(Verdict.Benign);
        await _vigil.PostAsync(_vigil.Finding("first", score: 50, revision: 2, closed: true));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(IncidentStatus.Closed, (await _vigil.HeaderAsync(id)).Triage.StatusId);

        await _vigil.PostAsync(_vigil.Finding("first", score: 80, revision: 3));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(IncidentStatus.New, (await _vigil.HeaderAsync(id)).Triage.StatusId);
    }

    [Fact]
    public async Task A_new_finding_reopens_a_resolved_incident()
    {
        await PostAsync("first", score: 50);
        var id = (await _vigil.IncidentOfAsync("first"))!;
        await _vigil.ActAsync(id, new TriageAction.Resolve());
        await PostAsync("again", score: 10);

        Assert.Equal(IncidentStatus.New, (await _vigil.HeaderAsync(id)).Triage.StatusId);
        Assert.Equal(id, await _vigil.IncidentOfAsync("again"));
    }

    [Fact]
    public async Task The_finding_that_proposed_an_incident_and_died_finds_it_closed_and_reopens_it()
    {
        // The proposal is stored, the membership is not.
        var first = _vigil.Finding("first");
        await _vigil.PostAsync(first);
        _vigil.Faults.At = 4;
        _vigil.Faults.AfterEffect = true;
        await _vigil.PumpAsync();
        _vigil.Faults.Start();
        Assert.Null(await _vigil.IncidentOfAsync("first"));
        var open = Assert.Single(await _vigil.NamesAsync(Containers.Open));
        Assert.Equal(Core.Correlation.CorrelationKey.Of(first, Core.Correlation.CorrelationRule.Default), open);

        await PostAsync("second", score: 20);
        var id = (await _vigil.IncidentOfAsync("second"))!;
        await _vigil.ActAsync(id, new TriageAction.Close(Verdict.TruePositive));
        await _vigil.RecoverAsync();

        Assert.Equal(id, await _vigil.IncidentOfAsync("first"));
        Assert.Equal(IncidentStatus.New, (await _vigil.HeaderAsync(id)).Triage.StatusId);
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "first", "second");
    }

    private async Task<string> CloseAsync(int verdict)
    {
        await PostAsync("first", score: 50);
        var id = (await _vigil.IncidentOfAsync("first"))!;
        Assert.IsType<TriageOutcome.Done>(await _vigil.ActAsync(id, new TriageAction.Close(verdict)));
        return id;
    }

    private async Task PostAsync(string name, double score)
    {
        await _vigil.PostAsync(_vigil.Finding(name, score));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
    }
}
