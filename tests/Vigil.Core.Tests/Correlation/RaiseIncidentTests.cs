using Vigil.Core.Correlation;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Messaging;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Correlation;

public sealed class RaiseIncidentTests : IDisposable
{
    private readonly Installation _vigil = new();

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task A_first_finding_opens_an_incident_that_is_published_at_once()
    {
        await _vigil.PostAsync(_vigil.Finding("one", score: 75));
        await _vigil.PumpAsync();

        var header = await _vigil.HeaderOfAsync("one");
        Assert.Equal(75, header.Content.Receipt.Score);
        Assert.Equal(3, header.Content.PriorityId);
        Assert.Equal("web-1", header.Content.Asset);
        Assert.Equal("platform team", header.Content.Owner);
        Assert.Equal(CorrelationRule.Default.Name, header.Origin.Rule.Name);
        Assert.Equal(CorrelationRule.Default.Fields, header.Origin.Rule.Fields);
        var published = Assert.Single(await _vigil.TakePublishedAsync());
        Assert.Equal($"{header.Id}:1", published.MessageId);
        await _vigil.AssertSoundAsync([published], "one");
    }

    [Fact]
    public async Task Findings_of_one_key_share_an_incident_and_others_do_not()
    {
        await _vigil.PostAsync(
            _vigil.Finding("one"), _vigil.Finding("two"), _vigil.Finding("other rule", analytic: "crypto-miner"),
            _vigil.Finding("other asset", primary: "asset:db-1"), _vigil.Finding("nothing named", primary: null),
            _vigil.Finding("nothing named again", primary: null));
        await _vigil.PumpAsync();
        await _vigil.RecoverAsync();

        Assert.Equal(await _vigil.IncidentOfAsync("one"), await _vigil.IncidentOfAsync("two"));
        string[] names = ["one", "other rule", "other asset", "nothing named", "nothing named again"];
        Assert.Equal(names.Length, (await Task.WhenAll(names.Select(_vigil.IncidentOfAsync))).Distinct().Count());
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), [.. names, "two"]);
    }

    [Fact]
    public async Task Two_findings_of_a_key_at_once_open_one_incident()
    {
        await _vigil.PostAsync(_vigil.Finding("one"), _vigil.Finding("two"));
        await _vigil.PumpAsync(concurrency: 2);
        await _vigil.RecoverAsync();

        Assert.Equal(2, (await _vigil.HeaderOfAsync("one")).Content.FindingCount);
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "one", "two");
    }

    [Fact]
    public async Task Redelivered_messages_change_nothing()
    {
        await _vigil.PostAsync(_vigil.Finding("one"), _vigil.Finding("two"));
        await _vigil.PumpAsync();
        await _vigil.RecoverAsync();
        var before = await _vigil.HeaderOfAsync("one");

        foreach (var name in (string[])["one", "two", "two"])
        {
            await _vigil.RepeatAsync(Sample.IdOf(name));
        }

        await _vigil.PumpAsync(concurrency: 3);
        await _vigil.RecoverAsync();

        var after = await _vigil.HeaderOfAsync("one");
        Assert.Equal(before.Revision, after.Revision);
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "one", "two");
    }

    [Fact]
    public async Task An_update_of_a_finding_reaches_its_header()
    {
        await _vigil.PostAsync(_vigil.Finding("one", score: 50), _vigil.Finding("two", score: 30));
        await _vigil.PumpAsync();
        await _vigil.PostAsync(_vigil.Finding("two", score: 95, revision: 2));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));

        var header = await _vigil.HeaderOfAsync("one");
        Assert.Equal(95, header.Content.Receipt.Score);
        Assert.Equal(Sample.IdOf("two"), header.Content.Findings[0].Id);
    }

    [Fact]
    public async Task A_resolved_notice_alone_neither_opens_nor_joins_an_incident()
    {
        await _vigil.PostAsync(_vigil.Finding("one", closed: true, wasOpen: false), _vigil.Finding("other"));
        await _vigil.PumpAsync();
        await _vigil.PostAsync(_vigil.Finding("two", closed: true, wasOpen: false));
        await _vigil.PumpAsync();

        Assert.Null(await _vigil.IncidentOfAsync("one"));
        Assert.Null(await _vigil.IncidentOfAsync("two"));
        Assert.Equal(1, (await _vigil.HeaderOfAsync("other")).Content.FindingCount);
    }

    [Fact]
    public async Task A_finding_that_was_resolved_before_it_was_placed_opens_its_incident_all_the_same()
    {
        await _vigil.PostAsync(_vigil.Finding("one", revision: 2, closed: true));
        await _vigil.RepeatAsync(Sample.IdOf("one"), revision: 1);
        await _vigil.PumpAsync();
        await _vigil.RecoverAsync();

        var header = await _vigil.HeaderOfAsync("one");
        Assert.Equal((1, IncidentContent.ProposeResolved), (header.Content.FindingCount, header.Content.Proposal));
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "one");
    }

    [Fact]
    public async Task A_possible_replay_joins_and_never_opens()
    {
        await _vigil.PostAsync(_vigil.Finding("alone", primary: "asset:db-1", mayOpen: false));
        await _vigil.PostAsync(_vigil.Finding("one"), _vigil.Finding("replayed", mayOpen: false));
        await _vigil.PumpAsync();

        Assert.Null(await _vigil.IncidentOfAsync("alone"));
        Assert.Equal(await _vigil.IncidentOfAsync("one"), await _vigil.IncidentOfAsync("replayed"));
    }

    [Fact]
    public async Task When_every_finding_is_resolved_the_incident_is_proposed_as_resolved_and_stays_as_it_is()
    {
        await _vigil.PostAsync(_vigil.Finding("one"), _vigil.Finding("two"));
        await _vigil.PumpAsync();
        await _vigil.PostAsync(_vigil.Finding("one", revision: 2, closed: true));
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Null((await _vigil.HeaderOfAsync("one")).Content.Proposal);

        await _vigil.PostAsync(_vigil.Finding("two", revision: 2, closed: true));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));

        var header = await _vigil.HeaderOfAsync("one");
        Assert.Equal(IncidentContent.ProposeResolved, header.Content.Proposal);
        Assert.Equal(IncidentStatus.New, header.Triage.StatusId);
    }

    [Theory]
    [InlineData(24 * 60, true)]
    [InlineData((24 * 60) + 1, false)]
    public async Task An_incident_that_was_idle_for_longer_than_the_window_takes_no_more(int minutes, bool joins)
    {
        await _vigil.PostAsync(_vigil.Finding("one"));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromMinutes(minutes));
        await _vigil.PostAsync(_vigil.Finding("two"));
        await _vigil.PumpAsync();

        var header = await _vigil.HeaderOfAsync("two");
        var first = await _vigil.IncidentOfAsync("one");
        Assert.Equal(joins, header.Id == first);
        Assert.Equal(joins ? null : first, header.Origin.SuccessorOf);
    }

    [Fact]
    public async Task A_message_that_is_none_of_ours_is_rejected()
    {
        var handler = _vigil.Get<RaiseIncident>();
        var now = _vigil.Time.GetUtcNow();
        var alert = await handler.HandleAsync(WorkMessage.Create(WorkMessage.Alert, "x", 0, now), TestContext.Current.CancellationToken);
        var missing = await handler.HandleAsync(
            WorkMessage.Create(WorkMessage.Finding, Sample.IdOf("never stored"), 1, now), TestContext.Current.CancellationToken);

        Assert.Equal(Reason.MessageSchemaUnknown, Assert.IsType<MessageOutcome.Rejected>(alert).Reason);
        Assert.Equal(Reason.FindingMissing, Assert.IsType<MessageOutcome.Rejected>(missing).Reason);
    }
}
