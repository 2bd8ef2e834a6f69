using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>Writes that share a transaction keep their own fates.</summary>
public sealed class SqliteWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_that_fails_fails_alone()
    {
        await using var storage = new SqliteStorage();
        var database = storage.Get<SqliteDatabase>();
        Task<BlobWrite> before, after;
        Task<bool> bad;
        await using (new Gate(database))
        {
            before = CreateAsync(storage, "before");
            bad = database.WriteAsync(0, static (session, _) => Break(session), Cancellation).AsTask();
            after = CreateAsync(storage, "after");
        }

        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidDataException>(() => bad)).Message);
        Assert.True((await before).Done);
        Assert.True((await after).Done);
        Assert.Equal(["after", "before"], await NamesAsync(storage));
    }

    [Fact]
    public async Task Writes_run_in_the_order_in_which_they_came()
    {
        await using var storage = new SqliteStorage();
        var order = new List<int>();
        var writes = new List<Task>();
        await using (new Gate(storage.Get<SqliteDatabase>()))
        {
            for (var i = 0; i < 600; i++)
            {
                writes.Add(storage.Get<SqliteDatabase>().WriteAsync(
                    (order, i),
                    static (_, s) =>
                    {
                        s.order.Add(s.i);
                        return true;
                    },
                    Cancellation).AsTask());
            }
        }

        await Task.WhenAll(writes);
        Assert.Equal(Enumerable.Range(0, 600), order);
    }

    [Fact]
    public async Task A_write_that_is_cancelled_while_it_waits_has_no_effect()
    {
        await using var storage = new SqliteStorage();
        using var cancel = new CancellationTokenSource();
        Task<BlobWrite> cancelled;
        await using (new Gate(storage.Get<SqliteDatabase>()))
        {
            cancelled = storage.Blobs.CreateAsync(Containers.Alerts, "a", default, null, cancel.Token).AsTask();
            await cancel.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Empty(await NamesAsync(storage));
    }

    [Fact]
    public async Task A_write_that_is_cancelled_once_it_runs_tells_its_true_outcome()
    {
        await using var storage = new SqliteStorage();
        using var cancel = new CancellationTokenSource();
        var written = await storage.Get<SqliteDatabase>().WriteAsync(
            cancel,
            static (_, cancel) =>
            {
                cancel.Cancel();
                return "done";
            },
            cancel.Token);
        Assert.Equal("done", written);
    }

    [Fact]
    public async Task Too_many_waiting_writes_are_turned_away_and_nobody_waits_for_ever()
    {
        await using var storage = SqliteStorage.With(new SqliteLimits { QueueCapacity = 2, QueueTimeout = TimeSpan.FromMilliseconds(20) });
        Task<BlobWrite> first, second;
        await using (new Gate(storage.Get<SqliteDatabase>()))
        {
            first = CreateAsync(storage, "first");
            second = CreateAsync(storage, "second");
            var turnedAway = await Assert.ThrowsAsync<StorageUnavailableException>(() => CreateAsync(storage, "third"));
            Assert.True(turnedAway.RetryAfter > TimeSpan.Zero);
        }

        Assert.True((await first).Done && (await second).Done);
        Assert.True((await CreateAsync(storage, "third")).Done);
    }

    [Fact]
    public async Task A_write_that_waits_for_a_place_gets_it_when_one_is_free()
    {
        await using var storage = SqliteStorage.With(new SqliteLimits { QueueCapacity = 2, QueueTimeout = TimeSpan.FromMinutes(1) });
        Task<BlobWrite[]> all;
        await using (new Gate(storage.Get<SqliteDatabase>()))
        {
            all = Task.WhenAll(Enumerable.Range(0, 20).Select(i => CreateAsync(storage, $"a{i}")));
            Assert.False(all.IsCompleted);
        }

        Assert.All(await all, w => Assert.True(w.Done));
    }

    [Fact]
    public async Task Small_writes_go_on_while_a_large_stream_is_open()
    {
        await using var storage = new SqliteStorage();
        await using var writer = await storage.Blobs.OpenWriteAsync(Containers.Reference, "large", Cancellation);
        for (var i = 0; i < 20; i++)
        {
            await writer.WriteAsync(new byte[1024 * 1024], Cancellation);
            Assert.True((await CreateAsync(storage, $"a{i:D2}")).Done);
        }

        Assert.True((await writer.CommitAsync(null, Cancellation)).Done);
        Assert.Equal(20, (await NamesAsync(storage)).Count());
    }

    private static bool Break(Session session)
    {
        session.Run("DELETE FROM blobs");
        throw new InvalidDataException("broken");
    }

    private static Task<BlobWrite> CreateAsync(SqliteStorage storage, string name) =>
        storage.Blobs.CreateAsync(Containers.Alerts, name, "x"u8.ToArray(), null, Cancellation).AsTask();

    private static async Task<IEnumerable<string>> NamesAsync(SqliteStorage storage) =>
        (await storage.Blobs.ListAsync(Containers.Alerts, "", null, 100, Cancellation)).Items.Select(i => i.Name);
}
