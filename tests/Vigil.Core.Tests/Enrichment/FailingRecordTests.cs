using Vigil.Core.DeadLetters;
using Vigil.Core.Enrichment;
using Xunit;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>What an alert full of records that cannot be mapped may cost.</summary>
public sealed class FailingRecordTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EnrichDetection.MaxLetters, EnrichDetection.MaxLetters)]
    [InlineData(EnrichDetection.MaxLetters + 1, EnrichDetection.MaxLetters + 1)]
    [InlineData(5000, EnrichDetection.MaxLetters + 1)]
    public async Task Of_very_many_failing_records_the_first_are_dead_letters_and_one_counts_the_rest(int records, int letters)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await bench.EnrichAsync("a1", $"[{string.Join(',', Enumerable.Repeat("""{"fail":1}""", records))}]");

        var items = (await bench.DeadLetters.ListAsync(DeadLetterQuery.All, null, 1000, Cancelled)).Items;
        Assert.Equal(letters, items.Count);
        Assert.Equal(records > EnrichDetection.MaxLetters ? 1 : 0,
            items.Count(l => l.Detail == $"{records - EnrichDetection.MaxLetters} more records of this alert failed."));
    }
}
