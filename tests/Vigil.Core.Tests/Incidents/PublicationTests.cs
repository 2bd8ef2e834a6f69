using System.Text.Json;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

public sealed class PublicationTests : IDisposable
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromSeconds(3);

    private readonly Installation _vigil = new();

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task A_held_back_update_is_published_after_a_quarter_of_an_hour_though_nothing_else_happens()
    {
        await PostAsync("one");
        await PostAsync("two");
        await PostAsync("three");
        Assert.Equal(["opened"], await TypesAsync());

        await _vigil.AdvanceAsync(TimeSpan.FromMinutes(14));
        Assert.Empty(await TypesAsync());
        await _vigil.AdvanceAsync(TimeSpan.FromMinutes(2));

        var published = Assert.Single(await _vigil.TakePublishedAsync());
        var header = await _vigil.HeaderOfAsync("one");
        Assert.Equal($"{header.Id}:{header.Revision}", published.MessageId);
        Assert.Equal(3, header.Content.FindingCount);
    }

    [Fact]
    public async Task Updates_come_at_most_once_in_a_quarter_of_an_hour_and_the_last_one_always()
    {
        await PostAsync("first");
        for (var minute = 0; minute < 60; minute++)
        {
            await PostAsync($"minute {minute}");
            await _vigil.AdvanceAsync(TimeSpan.FromMinutes(1) - s_refresh);
        }

        await _vigil.AdvanceAsync(TimeSpan.FromMinutes(16));
        var published = await _vigil.TakePublishedAsync();
        Assert.InRange(published.Count, 5, 6);
        await _vigil.AssertSoundAsync(published, "first", "minute 0", "minute 59");
    }

    [Fact]
    public async Task A_rise_of_priority_is_published_at_once_and_a_fall_is_not()
    {
        await PostAsync("one", score: 30);
        await PostAsync("two", score: 95);
        Assert.Equal(["opened", "updated"], await TypesAsync());

        await _vigil.PostAsync(_vigil.Finding("two", score: 20, revision: 2));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(s_refresh);
        Assert.Empty(await TypesAsync());
    }

    [Fact]
    public async Task Close_and_reopen_are_published_at_once()
    {
        await PostAsync("one");
        var id = (await _vigil.IncidentOfAsync("one"))!;
        await _vigil.ActAsync(id, new TriageAction.Claim());
        await _vigil.ActAsync(id, new TriageAction.Close(Verdict.TruePositive));
        await _vigil.ActAsync(id, new TriageAction.Reopen());

        var published = await _vigil.TakePublishedAsync();
        Soundness.AssertValid(published);
        Assert.Equal(["opened", "closed", "reopened"], published.Select(p => p.Properties["type"]["vigil.incident.".Length..]));
    }

    [Theory]
    [InlineData(95, 15)]
    [InlineData(75, 60)]
    [InlineData(50, 8 * 60)]
    [InlineData(10, 24 * 60)]
    public async Task What_nobody_claims_in_the_time_of_its_priority_is_escalated_once(double score, int minutes)
    {
        await PostAsync("one", score);
        Assert.Equal(["opened"], await TypesAsync());
        await _vigil.AdvanceAsync(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(4));
        Assert.Empty(await TypesAsync());
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(4));
        Assert.Equal(["escalated"], await TypesAsync());
        await _vigil.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Empty(await TypesAsync());
    }

    [Fact]
    public async Task What_was_claimed_is_not_escalated()
    {
        await PostAsync("one", score: 95);
        await _vigil.ActAsync((await _vigil.IncidentOfAsync("one"))!, new TriageAction.Claim());
        await _vigil.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.DoesNotContain("escalated", await TypesAsync());
    }

    [Fact]
    public async Task A_raised_priority_brings_the_escalation_forward()
    {
        await PostAsync("one", score: 10);
        await PostAsync("two", score: 95);
        await TypesAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(["escalated"], await TypesAsync());
    }

    [Fact]
    public async Task An_event_is_a_cloud_event_that_carries_the_incident()
    {
        await PostAsync("one", score: 75);
        var message = Assert.Single(await _vigil.TakePublishedAsync());
        var header = await _vigil.HeaderOfAsync("one");

        var envelope = JsonDocument.Parse(message.Body).RootElement;
        Assert.Equal("1.0", envelope.GetProperty("specversion").GetString());
        Assert.Equal(message.MessageId, envelope.GetProperty("id").GetString());
        Assert.Equal("/vigil", envelope.GetProperty("source").GetString());
        Assert.Equal("vigil.incident.opened", envelope.GetProperty("type").GetString());
        Assert.Equal(header.Id, envelope.GetProperty("subject").GetString());
        Assert.Equal("application/json", envelope.GetProperty("datacontenttype").GetString());
        Assert.Equal(header.ModifiedAt, envelope.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("3", message.Properties["priority"]);
        Assert.Equal("75.00", message.Properties["score"]);
        Assert.Equal("falco", message.Properties["sender"]);
        Assert.Equal("acme", message.Properties["tenant"]);

        var data = envelope.GetProperty("data");
        Assert.Equal(2005, data.GetProperty("class_uid").GetInt32());
        Assert.Equal("triage", data.GetProperty("assignee_group").GetProperty("name").GetString());
        Assert.Equal(header.Content.Findings[0].Id, data.GetProperty("finding_info_list")[0].GetProperty("uid").GetString());
        var score = data.GetProperty("enrichments").EnumerateArray().First(e => e.GetProperty("name").GetString() == "score");
        Assert.Equal("75.00", score.GetProperty("value").GetString());
        Assert.Equal(75, score.GetProperty("data").GetProperty("contributions")[0].GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Headers_and_events_keep_their_size_whatever_senders_write()
    {
        // Every character costs twelve bytes when it is escaped; contributions differ, so that none can be left out.
        var wild = string.Concat(Enumerable.Repeat("\U0001F600", 300));
        for (var i = 0; i < 120; i++)
        {
            var sample = Sample.Finding($"wild {i}", _vigil.Time.GetUtcNow(), score: 50 + (i * 0.1), analytic: $"{wild}{i}", primary: "asset:web-1", title: wild);
            await _vigil.PostAsync(sample with { AssetName = wild, AssetId = wild + i, Owner = wild });
        }

        await _vigil.PumpAsync(concurrency: 32);
        var target = (await _vigil.IncidentOfAsync("wild 0"))!;
        for (var i = 1; i < 120; i++)
        {
            await _vigil.ActAsync((await _vigil.IncidentOfAsync($"wild {i}"))!, new TriageAction.Merge(target, Comment: new string('é', 2048)));
        }

        await _vigil.PumpAsync(concurrency: 32);
        await _vigil.AdvanceAsync(s_refresh);
        await _vigil.AdvanceAsync(s_refresh);

        var header = await _vigil.HeaderAsync(target);
        Assert.Equal(120, header.Content.FindingCount);
        var stored = await _vigil.Blobs.FindAsync(Core.Ports.Containers.Incidents, target + "/header", TestContext.Current.CancellationToken);
        Assert.InRange(stored!.Length, 20_000, 64 * 1024);
        Assert.NotEmpty(header.Content.Findings);
        var message = IncidentEvent.Create(header, IncidentEventTypes.Updated, new IncidentOptions());
        Assert.InRange(message.Body.Length, 20_000, IncidentEvent.MaxBytes);
        Soundness.AssertValid([message]);
    }

    private async Task PostAsync(string name, double score = 50)
    {
        await _vigil.PostAsync(_vigil.Finding(name, score));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(s_refresh);
    }

    private async Task<List<string>> TypesAsync() =>
        [.. (await _vigil.TakePublishedAsync()).Select(p => p.Properties["type"]["vigil.incident.".Length..])];
}
