using Vigil.Core.Incidents;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>The projection that lists and the most urgent incident come from.</summary>
public abstract class IncidentIndexContract : StorageContract<IIncidentIndex>
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);

    private static readonly IncidentSummary s_sample = new(
        "i1", "acme", "Réverse shell in container", 4, 3, IncidentStatus.New, 87.25, "Web-01.example.com", "Team Web", 3,
        s_noon.AddHours(-1), s_noon, null, 5, 2, ["203.0.113.9", "evil.example"]);

    [Fact]
    public async Task A_summary_comes_back_as_it_was_written()
    {
        await Port.UpsertAsync(s_sample with { Assignee = "ann@example.com" }, Cancellation);
        var item = Assert.Single(await ListAsync(new IncidentQuery()));
        Assert.Equal(s_sample.Observables, item.Observables);
        Assert.Equal(s_sample with { Assignee = "ann@example.com" }, item with { Observables = s_sample.Observables });
    }

    [Fact]
    public async Task A_row_gives_way_to_the_same_or_a_higher_revision_and_to_no_lower()
    {
        await Port.UpsertAsync(s_sample with { Title = "five", Revision = 5 }, Cancellation);
        await Port.UpsertAsync(s_sample with { Title = "four", Revision = 4 }, Cancellation);
        Assert.Equal("five", Assert.Single(await ListAsync(new IncidentQuery())).Title);
        await Port.UpsertAsync(s_sample with { Title = "five again", Revision = 5 }, Cancellation);
        Assert.Equal("five again", Assert.Single(await ListAsync(new IncidentQuery())).Title);
        await Port.UpsertAsync(s_sample with { Title = "six", Revision = 6, StatusId = IncidentStatus.Closed }, Cancellation);
        Assert.Equal("six", Assert.Single(await ListAsync(new IncidentQuery())).Title);
    }

    [Fact]
    public async Task The_most_urgent_comes_first()
    {
        IncidentSummary[] ordered =
        [
            s_sample with { Id = "a", PriorityId = 4, Score = 91 },
            s_sample with { Id = "m", PriorityId = 3, Score = 99 },
            s_sample with { Id = "b", PriorityId = 3, Score = 71.5, StatusId = IncidentStatus.OnHold },
            s_sample with { Id = "c", PriorityId = 3, Score = 71.5, StatusId = IncidentStatus.InProgress },
            s_sample with { Id = "k", PriorityId = 3, Score = 9.5 },
            s_sample with { Id = "d", PriorityId = 1, Score = 100 },
            s_sample with { Id = "e", PriorityId = 4, Score = 100, StatusId = IncidentStatus.Resolved },
            s_sample with { Id = "f", PriorityId = 4, Score = 99, StatusId = IncidentStatus.Closed },
        ];
        foreach (var summary in ordered.OrderBy(s => s.Id[0] * 7 % 5))
        {
            await Port.UpsertAsync(summary, Cancellation);
        }

        Assert.Equal(ordered.Select(s => s.Id), (await ListAsync(new IncidentQuery())).Select(s => s.Id));
        foreach (var limit in new[] { 1, 2, 3, 8 })
        {
            Assert.Equal(ordered.Select(s => s.Id), (await ListAsync(new IncidentQuery(), limit)).Select(s => s.Id));
        }
    }

    [Theory]
    [InlineData(new[] { IncidentStatus.New }, "new")]
    [InlineData(new[] { IncidentStatus.Closed, IncidentStatus.New }, "new closed")]
    [InlineData(new[] { IncidentStatus.OnHold }, "")]
    [InlineData(new int[0], "")]
    public async Task Statuses_select(int[] statuses, string expected)
    {
        await Port.UpsertAsync(s_sample with { Id = "new" }, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "closed", StatusId = IncidentStatus.Closed }, Cancellation);
        await ExpectAsync(new IncidentQuery(Statuses: statuses), expected);
    }

    [Theory]
    [InlineData(new[] { 4 }, "critical")]
    [InlineData(new[] { 1, 4 }, "critical low")]
    [InlineData(new[] { 3 }, "")]
    public async Task Priorities_select(int[] priorities, string expected)
    {
        await Port.UpsertAsync(s_sample with { Id = "low", PriorityId = 1 }, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "critical", PriorityId = 4 }, Cancellation);
        await ExpectAsync(new IncidentQuery(Priorities: priorities), expected);
    }

    [Theory]
    [InlineData("ann", "hers")]
    [InlineData("Ann", "")]
    [InlineData("an", "")]
    [InlineData("", "nobodys")]
    public async Task The_assignee_selects_exactly_and_empty_means_unassigned(string assignee, string expected)
    {
        await Port.UpsertAsync(s_sample with { Id = "hers", Assignee = "ann" }, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "nobodys", Assignee = null }, Cancellation);
        await ExpectAsync(new IncidentQuery(Assignee: assignee), expected);
    }

    [Theory]
    [InlineData("Web-01.example.com", "i1")]
    [InlineData("web-01.EXAMPLE.com", "i1")]
    [InlineData("web-01", "")]
    public async Task The_asset_selects_whole_and_whatever_its_case(string asset, string expected)
    {
        await Port.UpsertAsync(s_sample, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "without", Asset = null }, Cancellation);
        await ExpectAsync(new IncidentQuery(Asset: asset), expected);
    }

    [Theory]
    [InlineData("reverse", "")]
    [InlineData("RÉVERSE SHELL", "i1")]
    [InlineData("web-01", "i1")]
    [InlineData("I1", "i1")]
    [InlineData("0.113", "i1")]
    [InlineData("evil.EXAMPLE", "i1")]
    [InlineData("team web", "")]
    [InlineData("%", "")]
    [InlineData("' OR 1=1 --", "")]
    [InlineData("containerweb", "")]
    public async Task Text_selects_by_a_part_of_title_asset_id_or_observable(string text, string expected)
    {
        await Port.UpsertAsync(s_sample, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "x2", Title = "other", Asset = null, Observables = [] }, Cancellation);
        await ExpectAsync(new IncidentQuery(Text: text), expected);
    }

    [Fact]
    public async Task Since_selects_by_last_seen_at_or_after()
    {
        await Port.UpsertAsync(s_sample with { LastSeen = s_noon.ToOffset(TimeSpan.FromHours(2)) }, Cancellation);
        await ExpectAsync(new IncidentQuery(Since: s_noon), "i1");
        await ExpectAsync(new IncidentQuery(Since: s_noon.AddTicks(1)), "");
    }

    [Fact]
    public async Task All_conditions_must_hold()
    {
        await Port.UpsertAsync(s_sample, Cancellation);
        var all = new IncidentQuery([IncidentStatus.New], [3], "", s_sample.Asset, "shell", s_noon);
        await ExpectAsync(all, "i1");
        await ExpectAsync(all with { Statuses = [IncidentStatus.Closed] }, "");
        await ExpectAsync(all with { Priorities = [4] }, "");
        await ExpectAsync(all with { Assignee = "ann" }, "");
        await ExpectAsync(all with { Asset = "other" }, "");
        await ExpectAsync(all with { Text = "other" }, "");
        await ExpectAsync(all with { Since = s_noon.AddDays(1) }, "");
    }

    [Fact]
    public async Task Pages_stay_right_while_incidents_come_and_go()
    {
        foreach (var id in new[] { "b", "d", "f", "h" })
        {
            await Port.UpsertAsync(s_sample with { Id = id }, Cancellation);
        }

        var first = await Port.ListAsync(new IncidentQuery(), null, 2, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "a" }, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "b", StatusId = IncidentStatus.Closed, Revision = 6 }, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "g" }, Cancellation);
        var second = await Port.ListAsync(new IncidentQuery([IncidentStatus.New]), first.Next, 10, Cancellation);
        Assert.Equal(["b", "d"], first.Items.Select(i => i.Id));
        Assert.Equal(["f", "g", "h"], second.Items.Select(i => i.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_removed_incident_is_listed_no_more_and_may_be_removed_again_and_come_back()
    {
        await Port.UpsertAsync(s_sample with { Id = "a" }, Cancellation);
        await Port.UpsertAsync(s_sample with { Id = "b" }, Cancellation);
        await Port.RemoveAsync("a", Cancellation);
        await Port.RemoveAsync("a", Cancellation);
        await ExpectAsync(new IncidentQuery(), "b");
        await Port.UpsertAsync(s_sample with { Id = "a", Revision = 1 }, Cancellation);
        await ExpectAsync(new IncidentQuery(), "a b");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("####")]
    [InlineData("e30")]
    [InlineData("bnVsbA")]
    [InlineData("W10")]
    [InlineData("' OR 1=1 --")]
    public async Task A_cursor_that_was_never_given_out_ends_the_list(string cursor)
    {
        await Port.UpsertAsync(s_sample, Cancellation);
        var page = await Port.ListAsync(new IncidentQuery(), cursor, 10, Cancellation);
        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task A_huge_cursor_ends_the_list()
    {
        await Port.UpsertAsync(s_sample, Cancellation);
        Assert.Empty((await Port.ListAsync(new IncidentQuery(), new string('A', 1_000_000), 10, Cancellation)).Items);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_001)]
    public async Task A_limit_outside_1_to_5000_is_refused(int limit) => await Assert.ThrowsAnyAsync<ArgumentException>(
        async () => await Port.ListAsync(new IncidentQuery(), null, limit, Cancellation));

    private async Task ExpectAsync(IncidentQuery query, string ids) =>
        Assert.Equal(ids, string.Join(' ', (await ListAsync(query)).Select(i => i.Id)));

    private async Task<List<IncidentSummary>> ListAsync(IncidentQuery query, int limit = 100)
    {
        var items = new List<IncidentSummary>();
        var cursor = default(string);
        do
        {
            var page = await Port.ListAsync(query, cursor, limit, Cancellation);
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return items;
    }
}
