using Xunit;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>Which version of a finding is the newer: the same one within an alert, across alerts, and in every order of arrival.</summary>
public sealed class FindingOrderTests
{
    private const string Open = """{"id":"1","title":"open","updated":"2026-01-01T00:00:00Z"}""";
    private const string Closed = """{"id":"1","title":"closed","activity":3,"updated":"2026-01-01T00:00:00Z"}""";

    [Theory]
    [InlineData("[" + Open + "]", "[" + Closed + "]")]
    [InlineData("[" + Closed + "]", "[" + Open + "]")]
    [InlineData("[" + Open + "," + Closed + "]")]
    [InlineData("[" + Closed + "," + Open + "]")]
    public async Task At_one_source_time_the_close_wins_within_an_alert_and_across_alerts(params string[] bodies)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        for (var i = 0; i < bodies.Length; i++)
        {
            await bench.EnrichAsync($"a{i}", bodies[i]);
            bench.Store.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("closed", Assert.Single(await bench.FindingsAsync()).Finding.FindingInfo.Title);
    }

    [Theory]
    [InlineData(0, "future")]
    [InlineData(1, "real")]
    public async Task A_source_time_ahead_of_its_receipt_counts_one_day_and_no_more(int secondsAfterTheDay, string kept)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """[{"id":"1","title":"future","activity":3,"updated":"2999-01-01T00:00:00Z"}]""");
        bench.Store.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(secondsAfterTheDay));
        await bench.EnrichAsync("a2", """[{"id":"1","title":"real"}]""");

        Assert.Equal(kept, Assert.Single(await bench.FindingsAsync()).Finding.FindingInfo.Title);
    }

    [Fact]
    public async Task Within_an_alert_too_times_far_ahead_are_equal_and_the_close_wins()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", """
            [{"id":"1","title":"closed","activity":3,"updated":"2998-01-01T00:00:00Z"},{"id":"1","title":"open","updated":"2999-01-01T00:00:00Z"}]
            """);

        Assert.Equal("closed", Assert.Single(await bench.FindingsAsync()).Finding.FindingInfo.Title);
    }
}
