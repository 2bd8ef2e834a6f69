using Microsoft.Extensions.DependencyInjection;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite;
using Xunit;

namespace Vigil.Core.Tests.Messaging;

public sealed class BlobDeadLettersTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_first = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-letters-");
    private readonly ServiceProvider _storage;
    private readonly BlobDeadLetters _letters;

    public BlobDeadLettersTests()
    {
        _storage = new ServiceCollection().AddSqliteStorage(_directory.FullName).BuildServiceProvider();
        _letters = new BlobDeadLetters(_storage.GetRequiredService<IBlobStore>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_letter_that_failed_again_while_its_replay_was_sent_is_not_removed()
    {
        await _letters.AddAsync(Letter(s_first), Cancellation);
        var replayed = await _letters.FindAsync("a", Cancellation);
        await _letters.AddAsync(Letter(s_first.AddTicks(1)), Cancellation);

        await _letters.RemoveAsync(replayed!, Cancellation);

        var kept = await _letters.FindAsync("a", Cancellation);
        Assert.Equal((s_first, s_first.AddTicks(1)), (kept?.FirstSeen, kept?.LastSeen));
        await _letters.RemoveAsync(kept!, Cancellation);
        Assert.Null(await _letters.FindAsync("a", Cancellation));
    }

    private static DeadLetter Letter(DateTimeOffset seen) => new("a", DeadLetterReplay.RecordStage, "record-unmapped", "", "b", null, [seen], seen, seen);
}
