using Vigil.Core.DeadLetters;
using Vigil.Core.Messaging;
using Xunit;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>A crash before any write, or between a write and its acknowledgement, and then the redelivery: always the same end.</summary>
public sealed class EnrichCrashTests
{
    private const string Body = """
        [{"id":"1","host":"pay-1","updated":"2026-01-02T00:00:00Z"},{"fail":1},{"id":"2","severity":5,"updated":"2026-01-02T00:00:00Z"},{"title":"t"}]
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_at_any_write_and_a_redelivery_end_as_if_there_had_been_none(bool afterTheEffect)
    {
        var (_, expected, expectedMessages) = await RunAsync(int.MaxValue, afterTheEffect);
        var (crashes, crashed) = (0, true);
        for (var write = 1; crashed; write++)
        {
            (crashed, var findings, var messages) = await RunAsync(write, afterTheEffect);
            Assert.Equal(expected, findings);
            Assert.Superset(expectedMessages, messages);
            crashes += crashed ? 1 : 0;
        }

        // Three findings (one replaced: another write and a message), a dead letter, and the mark that the alert is done.
        Assert.InRange(crashes, 6, 12);
    }

    private static async Task<(bool Crashed, List<string> Findings, HashSet<string> Messages)> RunAsync(int crashAt, bool afterTheEffect)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a0", """[{"id":"2","severity":1,"updated":"2026-01-01T00:00:00Z"}]""");
        await bench.TakeMessagesAsync();
        await bench.StoreAsync("a1", Body);

        var faults = new FaultyStore(bench.Store, crashAt, afterTheEffect);
        var crashed = false;
        try
        {
            await bench.HandleAsync("a1", faults, faults, faults);
        }
        catch (FaultyStore.CrashException)
        {
            crashed = true;
        }

        Assert.Same(MessageOutcome.Completed, await bench.HandleAsync("a1"));
        Assert.Equal("d1", await bench.DoneAsync("a1"));
        Assert.Single((await bench.DeadLetters.ListAsync(DeadLetterQuery.All, null, 10, Cancelled)).Items);
        var findings = (await bench.FindingsAsync()).ConvertAll(f => $"{f.FindingId} {f.Revision} {f.AlertId} {f.ContentDigest} {f.Receipt.Score}");
        return (crashed, findings, [.. await bench.TakeMessagesAsync()]);
    }
}
