using System.Diagnostics;
using System.Globalization;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

/// <summary>Many findings of one key, 240 in hand at a time, in real time.</summary>
public sealed class HotKeyTests
{
    private const int InHand = 240;

    // To measure others: VIGIL_HOT_KEY=10000, with --xunit-diagnostics on.
    private static readonly int s_count =
        int.TryParse(Environment.GetEnvironmentVariable("VIGIL_HOT_KEY"), CultureInfo.InvariantCulture, out var count) ? count : 1_000;

    [Fact]
    public async Task A_thousand_redeliveries_cost_two_listings()
    {
        using var vigil = new Installation();
        string[] names = [.. Enumerable.Range(0, 1_000).Select(i => $"finding {i}")];
        await vigil.PostAsync([.. names.Select(n => vigil.Finding(n))]);
        await vigil.PumpAsync(InHand);
        await vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        var (listings, writes) = (vigil.Traffic.Listings, vigil.Traffic.HeaderWrites);

        foreach (var name in names)
        {
            await vigil.RepeatAsync(Sample.IdOf(name));
        }

        await vigil.PumpAsync(InHand);
        vigil.Time.Advance(TimeSpan.FromSeconds(3));
        await vigil.PumpAsync();

        Assert.InRange(vigil.Traffic.Listings - listings, 1, 2);
        Assert.InRange(vigil.Traffic.HeaderWrites - writes, 1, 3);
        await vigil.RecoverAsync();
        await vigil.AssertSoundAsync(await vigil.TakePublishedAsync(), names);
    }

    [Fact]
    public async Task A_hot_key_ends_in_one_incident_with_few_header_writes()
    {
        var count = s_count;
        using var vigil = new Installation(TimeProvider.System);
        var findings = Enumerable.Range(0, count).Select(i => vigil.Finding($"finding {i}", score: 10 + (i % 80))).ToList();
        await Parallel.ForEachAsync(findings, TestContext.Current.CancellationToken, async (finding, _) => await vigil.PostAsync(finding));

        var (written, started) = (vigil.Traffic.BytesWritten, Stopwatch.GetTimestamp());
        await vigil.PumpAsync(InHand);
        var placed = Stopwatch.GetElapsedTime(started);

        // The last refresh is delayed by two seconds: the queue is asked until it comes.
        while ((await vigil.HeaderOfAsync("finding 0")).Content.FindingCount < count && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(5))
        {
            await vigil.PumpAsync(InHand);
        }

        var traffic = vigil.Traffic;
        TestContext.Current.SendDiagnosticMessage(
            $"{count} findings: placed in {placed.TotalSeconds:0.0} s, complete after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, "
            + $"{traffic.HeaderWrites} header writes, {traffic.Listings} listed pages of {traffic.ListedItems} members, "
            + $"{(traffic.BytesWritten - written) / 1024} KiB written");

        var header = await vigil.HeaderOfAsync("finding 0");
        Assert.Equal(count, header.Content.FindingCount);
        var listings = await vigil.ListingsAsync();
        Assert.Equal(count, listings.Count);
        Assert.All(listings, l => Assert.Equal([header.Id], l));

        // One listing per two seconds and a handful at the ends, however many findings there are.
        var refreshes = (int)(Stopwatch.GetElapsedTime(started) / TimeSpan.FromSeconds(2)) + 3;
        Assert.InRange(traffic.HeaderWrites, 1, 3 * refreshes);
        Assert.InRange(traffic.ListedItems, count, (long)count * 2 * refreshes);
    }
}
