using Vigil.Core.DeadLetters;
using Vigil.Core.Tests.Enrichment;
using Xunit;

namespace Vigil.Core.Tests.DeadLetters;

public sealed class BlobDeadLettersTests : IDisposable
{
    private static readonly DateTimeOffset s_first = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private readonly TestStore _store = new();
    private readonly BlobDeadLetters _letters;

    public BlobDeadLettersTests() => _letters = new BlobDeadLetters(_store.Blobs);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_replayed_letter_waits_no_more_until_it_fails_again_and_then_tells_its_whole_history()
    {
        await _letters.AddAsync(Letter("a", s_first), Cancelled);
        await _letters.MarkReplayedAsync("a", new ReplayEntry(s_first.AddHours(1), "ann", TimesSetAside: 1), Cancelled);
        Assert.Empty(await ListAsync(DeadLetterQuery.All));

        await _letters.AddAsync(Letter("a", s_first.AddHours(2)), Cancelled);

        var letter = Assert.Single(await ListAsync(DeadLetterQuery.All));
        Assert.Equal([s_first, s_first.AddHours(2)], letter.Attempts);
        Assert.Equal((s_first, s_first.AddHours(2)), (letter.FirstSeen, letter.LastSeen));
        Assert.Equal((s_first.AddHours(1), "ann"), (Assert.Single(letter.Replays!).At, letter.Replays![0].By));
    }

    [Fact]
    public async Task A_letter_that_failed_again_while_its_replay_was_noted_waits()
    {
        await _letters.AddAsync(Letter("a", s_first), Cancelled);
        var read = await _letters.FindAsync("a", Cancelled);
        await _letters.AddAsync(Letter("a", s_first.AddTicks(1)), Cancelled);
        await _letters.MarkReplayedAsync("a", new ReplayEntry(s_first.AddHours(1), "ann", read!.TimesSetAside), Cancelled);
        Assert.Single(await ListAsync(DeadLetterQuery.All));
    }

    [Fact]
    public async Task Letters_are_listed_by_reason_stage_and_time_over_all_pages()
    {
        for (var i = 0; i < 7; i++)
        {
            await _letters.AddAsync(Letter($"a{i}", s_first.AddDays(i), i < 3 ? "record-unmapped" : "alert-missing"), Cancelled);
        }

        Assert.Equal(["a0", "a1", "a2"], (await ListAsync(new(Reason: "record-unmapped"))).Select(l => l.Id));
        Assert.Equal(["a5", "a6"], (await ListAsync(new(Since: s_first.AddDays(5)))).Select(l => l.Id));
        Assert.Equal(["a2"], (await ListAsync(new(Reason: "record-unmapped", Stage: DeadLetter.RecordStage, Since: s_first.AddDays(2)))).Select(l => l.Id));
        Assert.Empty(await ListAsync(new(Stage: "findings")));
    }

    private static DeadLetter Letter(string id, DateTimeOffset seen, string reason = "record-unmapped") =>
        new(id, DeadLetter.RecordStage, reason, "", "b", null, [seen], seen, seen);

    private async Task<List<DeadLetter>> ListAsync(DeadLetterQuery query)
    {
        var all = new List<DeadLetter>();
        string? cursor = null;
        do
        {
            (var items, cursor) = await _letters.ListAsync(query, cursor, 2, Cancelled);
            Assert.True(items.Count <= 2);
            all.AddRange(items);
        }
        while (cursor is not null);
        return all;
    }
}
