using System.Globalization;
using Vigil.Core.DeadLetters;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Core.Tests.Enrichment;

public sealed class EnrichDetectionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_reference_data_nothing_is_done_and_the_alert_waits()
    {
        using var bench = new EnrichBench();
        await bench.StoreAsync("a1", """[{"id":"1"},{"fail":1}]""");

        Assert.Equal(new MessageOutcome.RetryLater(TimeSpan.FromSeconds(5), Reason.ReferenceDataNotLoaded), await bench.HandleAsync("a1"));
        Assert.Equal(new MessageOutcome.RetryLater(TimeSpan.FromSeconds(5), Reason.ReferenceDataNotLoaded), await bench.HandleAsync("none"));
        Assert.Empty(await bench.FindingsAsync());
        Assert.Empty((await bench.DeadLetters.ListAsync(DeadLetterQuery.All, null, 10, Cancelled)).Items);
        Assert.Null(await bench.DoneAsync("a1"));
    }

    [Fact]
    public async Task An_alert_that_is_not_stored_an_unknown_profile_and_an_unknown_schema_are_rejected()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        var metadata = new Vigil.Core.Intake.AlertMetadata("i", "t", "gone", "0", "s", "1", default, "d", false, null, new Dictionary<string, string>());
        await bench.Store.Blobs.CreateAsync(Containers.Alerts, "orphan", "[]"u8.ToArray(), metadata.ToBlobMetadata(), Cancelled);
        var handler = bench.Handler(bench.Store.Blobs, bench.Store.ClaimCheck, bench.Store.Queues);

        Assert.Equal(Reason.AlertMissing, Assert.IsType<MessageOutcome.Rejected>(await bench.HandleAsync("none")).Reason);
        Assert.Equal(Reason.ProfileMissing, Assert.IsType<MessageOutcome.Rejected>(await bench.HandleAsync("orphan")).Reason);
        Assert.Equal(Reason.MessageSchemaUnknown, Assert.IsType<MessageOutcome.Rejected>(
            await handler.HandleAsync(WorkMessage.Create(WorkMessage.Finding, "x", 1, default), Cancelled)).Reason);
    }

    [Fact]
    public async Task A_record_becomes_a_stored_finding_with_asset_score_and_message()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """[{"id":"1","host":"PAY-1.corp.example","tactic":"TA0008"}]""");

        var finding = Assert.Single(await bench.FindingsAsync());
        var id = DeterministicId.Of("acme", "test", "1");
        Assert.Equal((id, 1, "a1", "test", "test", "acme"), (finding.FindingId, finding.Revision, finding.AlertId, finding.Instance, finding.Profile, finding.Tenant));
        Assert.Equal((bench.Store.Time.GetUtcNow(), null, true), (finding.ReceivedAt, finding.SourceUpdatedAt, finding.MayOpen));
        Assert.Equal(("Shell in a container", "asset:pay", "Payments", "pay", "ann"),
            (finding.AnalyticKey, finding.PrimaryKey, finding.AssetName, finding.AssetId, finding.Owner));
        Assert.Equal(87.80, finding.Receipt.Score);
        Assert.Equal(bench.Reference.Assets!.Version, finding.Receipt.Factors[0].DataVersion);
        Assert.Equal((id, id), (finding.Finding.FindingInfo.Uid, finding.Finding.Metadata.Uid));
        Assert.Equal([$"{id}:1"], await bench.TakeMessagesAsync());
        Assert.Equal("d1", await bench.DoneAsync("a1"));
    }

    [Fact]
    public async Task A_redelivery_changes_nothing_and_sends_the_message_again()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """[{"id":"1","host":"pay-1"}]""");
        var before = await bench.TakeMessagesAsync();
        var stored = await bench.Store.Blobs.FindAsync(Containers.Findings, DeterministicId.Of("acme", "test", "1"), Cancelled);

        // What is known of the asset has changed since: a stored finding is not scored again.
        await Assets.AssetFiles.ImportAsync(bench.Store, "id,hostnames,criticality\nother,pay-1,low\n");
        await bench.Reference.RefreshAsync(Cancelled);
        Assert.Same(MessageOutcome.Completed, await bench.HandleAsync("a1"));

        Assert.Equal(before, await bench.TakeMessagesAsync());
        Assert.Equal(stored!.ETag, (await bench.Store.Blobs.FindAsync(Containers.Findings, stored.Name, Cancelled))!.ETag);
    }

    [Fact]
    public async Task The_same_content_in_a_later_alert_is_no_new_revision()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """[{"id":"1"}]""");
        bench.Store.Time.Advance(TimeSpan.FromDays(2));
        await bench.EnrichAsync("a2", """[{"id":"1"}]""");

        Assert.Equal((1, "a1"), Assert.Single(await bench.FindingsAsync()) is var f ? (f.Revision, f.AlertId) : default);
        Assert.Equal(2, (await bench.TakeMessagesAsync()).Count);
    }

    [Fact]
    public async Task Newer_content_is_an_update_of_the_same_finding()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """[{"id":"1","severity":2,"updated":"2026-01-01T00:00:00Z"}]""");
        await bench.EnrichAsync("a2", """[{"id":"1","severity":5,"updated":"2026-01-01T00:00:01Z"}]""");

        var finding = Assert.Single(await bench.FindingsAsync());
        Assert.Equal((2, "a2", 5), (finding.Revision, finding.AlertId, finding.Finding.SeverityId));
        Assert.Equal((2, "Update", 200402L, "Detection Finding: Update"),
            (finding.Finding.ActivityId, finding.Finding.ActivityName, finding.Finding.TypeUid, finding.Finding.TypeName));
        Assert.Equal([$"{finding.FindingId}:1", $"{finding.FindingId}:2"], await bench.TakeMessagesAsync());
    }

    [Fact]
    public async Task A_close_is_kept_when_it_arrives_first_and_an_older_create_does_not_reopen()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a2", """[{"id":"1","activity":3,"updated":"2026-01-02T00:00:00Z"}]""");
        bench.Store.Time.Advance(TimeSpan.FromHours(1));
        await bench.EnrichAsync("a1", """[{"id":"1","updated":"2026-01-01T00:00:00Z"}]""");

        var finding = Assert.Single(await bench.FindingsAsync());
        Assert.True(finding.IsClosed);
        Assert.Equal((2, "a2", true), (finding.Revision, finding.AlertId, finding.WasOpen));

        await bench.EnrichAsync("a3", """[{"id":"1","updated":"2026-01-03T00:00:00Z"}]""");
        Assert.False(Assert.Single(await bench.FindingsAsync()).IsClosed);
    }

    [Theory]
    [InlineData("first", "second", "third")]
    [InlineData("third", "first", "second")]
    [InlineData("second", "third", "first")]
    [InlineData("third", "second", "first")]
    public async Task Every_order_of_arrival_ends_in_the_newest_content(params string[] order)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        foreach (var title in order)
        {
            var updated = new DateTime(2026, 1, title switch { "first" => 1, "second" => 2, _ => 3 }).ToString("yyyy-MM-ddT00:00:00Z", CultureInfo.InvariantCulture);
            await bench.EnrichAsync("alert-" + title, $$"""[{"id":"1","title":"{{title}}","updated":"{{updated}}"}]""");
        }

        Assert.Equal("third", Assert.Single(await bench.FindingsAsync()).Finding.FindingInfo.Title);
    }

    [Fact]
    public async Task Of_several_versions_in_one_alert_the_newest_is_kept()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """
            [{"id":"1","title":"new","updated":"2026-01-02T00:00:00Z"},{"id":"1","title":"old","updated":"2026-01-01T00:00:00Z"},
             {"id":"2","title":"open"},{"id":"2","title":"resolved","activity":3}]
            """);

        Assert.Equal(["new", "resolved"], (await bench.FindingsAsync()).Select(f => f.Finding.FindingInfo.Title).Order());
        Assert.Equal(2, (await bench.TakeMessagesAsync()).Count);
    }

    [Fact]
    public async Task Ids_separate_tenants_instances_and_restarts_and_equal_records_without_an_id()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """[{"id":"1"},{"id":"1","start":"s1"},{"id":"1","start":"s2"},{"title":"t"},{"title":"t"},{"title":"u"}]""");
        await bench.StoreAsync("a2", """[{"id":"1"}]""", instance: "other");
        await bench.StoreAsync("a3", """[{"id":"1"}]""", tenant: "umbrella");
        await bench.HandleAsync("a2");
        await bench.HandleAsync("a3");
        Assert.Equal(8, (await bench.FindingsAsync()).Count);

        // The same records without ids, in another alert and another order, are the same findings.
        await bench.EnrichAsync("a4", """[{"title":"u"},{"title":"t"},{"title":"t"}]""");
        Assert.Equal(8, (await bench.FindingsAsync()).Count);
    }

    [Fact]
    public async Task A_record_that_fails_is_set_aside_once_while_its_siblings_go_on()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """[{"id":"1"},{"fail":1},{"ignore":1},{"id":"2"}]""");
        await bench.HandleAsync("a1");

        Assert.Equal(2, (await bench.FindingsAsync()).Count);
        var letter = Assert.Single((await bench.DeadLetters.ListAsync(DeadLetterQuery.All, null, 10, Cancelled)).Items);
        Assert.Equal(("record", "record-unmapped", "title is missing", "a1"), (letter.Stage, letter.Reason, letter.Detail, letter.SubjectId));
        Assert.Equal(DeterministicId.Of("record", "a1:1"), letter.Id);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""[{"ignore":1}]""")]
    public async Task An_alert_without_findings_is_done_all_the_same(string body)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", body);

        Assert.Equal("d1", await bench.DoneAsync("a1"));
        Assert.Empty(await bench.TakeMessagesAsync());
    }

    [Theory]
    [InlineData(7, 2)]
    [InlineData(8, 1)]
    public async Task A_finding_that_others_keep_replacing_is_tried_eight_times_and_then_the_alert_waits(int conflicts, int revision)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """[{"id":"1","updated":"2026-01-01T00:00:00Z"}]""");
        await bench.StoreAsync("a2", """[{"id":"1","updated":"2026-01-02T00:00:00Z"},{"id":"2"}]""");
        var contended = new FaultyStore(bench.Store, int.MaxValue, afterTheEffect: false) { Conflicts = conflicts };

        var outcome = await bench.HandleAsync("a2", contended, contended, contended);

        MessageOutcome waits = new MessageOutcome.RetryLater(TimeSpan.FromSeconds(2), Reason.StorageConflict);
        Assert.Equal(revision == 2 ? MessageOutcome.Completed : waits, outcome);
        Assert.Equal(revision == 2 ? "d1" : null, await bench.DoneAsync("a2"));
        Assert.Equal(revision, (await bench.FindingsAsync()).Single(f => f.FindingId == DeterministicId.Of("acme", "test", "1")).Revision);
        Assert.Equal(2, (await bench.FindingsAsync()).Count);
    }

    [Fact]
    public async Task Five_thousand_records_of_one_alert_become_five_thousand_findings()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", $"[{string.Join(',', Enumerable.Range(0, 5000).Select(i => $$"""{"id":"{{i}}","host":"pay-1"}"""))}]");

        Assert.Equal(5000, (await bench.FindingsAsync()).Count);
        Assert.Equal(5000, (await bench.TakeMessagesAsync()).Distinct().Count());
    }
}
