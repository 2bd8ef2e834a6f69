using Xunit;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>A possible replay opens nothing, and takes nothing from the genuine alert that it repeats.</summary>
public sealed class ReplayedFindingTests
{
    [Fact]
    public async Task A_possible_replay_may_not_open_an_incident()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.StoreAsync("a1", """[{"id":"1"}]""", possibleReplay: true);
        await bench.HandleAsync("a1");

        Assert.False(Assert.Single(await bench.FindingsAsync()).MayOpen);
    }

    [Fact]
    public async Task A_genuine_alert_that_comes_after_its_replay_may_open()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.StoreAsync("genuine", """[{"id":"1"}]""");
        bench.Store.Time.Advance(TimeSpan.FromDays(10));
        await bench.StoreAsync("replay", """[{"id":"1"}]""", possibleReplay: true);
        await bench.HandleAsync("replay");
        await bench.HandleAsync("genuine");

        var finding = Assert.Single(await bench.FindingsAsync());
        Assert.Equal((2, "genuine", true), (finding.Revision, finding.AlertId, finding.MayOpen));
        Assert.Equal([$"{finding.FindingId}:1", $"{finding.FindingId}:2"], await bench.TakeMessagesAsync());

        await bench.HandleAsync("replay");
        Assert.Equal(2, Assert.Single(await bench.FindingsAsync()).Revision);
    }

    [Theory]
    [InlineData("genuine", "replay")]
    [InlineData("replay", "genuine")]
    public async Task A_replay_of_newer_content_does_not_take_away_what_a_genuine_alert_may(params string[] order)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.StoreAsync("genuine", """[{"id":"1","updated":"2026-01-01T00:00:00Z"}]""");
        await bench.StoreAsync("replay", """[{"id":"1","updated":"2026-01-02T00:00:00Z"}]""", possibleReplay: true);
        foreach (var alert in order)
        {
            await bench.HandleAsync(alert);
        }

        var finding = Assert.Single(await bench.FindingsAsync());
        Assert.Equal((2, "replay", true), (finding.Revision, finding.AlertId, finding.MayOpen));
    }
}
