using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>Two databases over one file behave as two processes do: they share nothing but the file.</summary>
public sealed class SqliteProcessesTests : IAsyncDisposable
{
    private readonly SqliteStorage _one = new();
    private readonly SqliteStorage _two;

    public SqliteProcessesTests() => _two = new SqliteStorage(_one.Directory, _one.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task Many_that_start_at_once_on_a_fresh_directory_all_get_to_work()
    {
        for (var round = 0; round < 10; round++)
        {
            var directory = Path.Combine(_one.Directory, $"round{round}");
            var storages = Enumerable.Range(0, 4).Select(_ => new SqliteStorage(directory, _one.Time)).ToArray();
            await Task.WhenAll(storages.Select((s, i) => Task.Run(async () =>
            {
                s.Get<SqliteDatabase>().Open();
                Assert.True((await s.Blobs.CreateAsync(Containers.Alerts, $"a{i}", default, null, Cancellation)).Done);
            })));
            Assert.Equal(4, (await storages[0].Blobs.ListAsync(Containers.Alerts, "", null, 10, Cancellation)).Items.Count);
            await Task.WhenAll(storages.Select(s => s.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task One_sees_what_the_other_has_acknowledged()
    {
        for (var i = 0; i < 50; i++)
        {
            await _one.Blobs.CreateAsync(Containers.Alerts, $"a{i}", default, null, Cancellation);
            Assert.NotNull(await _two.Blobs.FindAsync(Containers.Alerts, $"a{i}", Cancellation));
        }
    }

    [Fact]
    public async Task Of_creates_of_one_name_in_both_exactly_one_is_done()
    {
        for (var i = 0; i < 50; i++)
        {
            var writes = await Task.WhenAll(
                new[] { _one, _two }.Select(s => Task.Run(async () => await s.Blobs.CreateAsync(Containers.Alerts, $"a{i}", default, null, Cancellation))));
            Assert.Single(writes, w => w.Done);
        }
    }

    [Fact]
    public async Task Consumers_in_both_never_hold_the_same_message()
    {
        for (var i = 0; i < 200; i++)
        {
            await _one.Queues.SendAsync(Queues.Findings, new[] { (byte)i }, TimeSpan.Zero, Cancellation);
        }

        var received = await Task.WhenAll(new[] { _one, _two, _one, _two }.Select(s => Task.Run(async () =>
        {
            var mine = new List<int>();
            while (await s.Queues.ReceiveAsync(Queues.Findings, 4, TimeSpan.FromMinutes(1), Cancellation) is { Count: > 0 } batch)
            {
                mine.AddRange(batch.Select(m => (int)m.Body.Span[0]));
            }

            return mine;
        })));
        Assert.Equal(Enumerable.Range(0, 200), received.SelectMany(m => m).Order());
    }

    [Fact]
    public async Task One_that_writes_without_pause_does_not_starve_the_other()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var busy = Enumerable.Range(0, 8).Select(k => Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                await _one.Blobs.CreateAsync(Containers.Alerts, $"one-{k}-{i}", new byte[10_000], null, Cancellation);
            }
        })).ToArray();
        for (var i = 0; i < 100; i++)
        {
            Assert.True((await _two.Blobs.CreateAsync(Containers.Alerts, $"two-{i}", default, null, Cancellation)).Done);
        }

        await enough.CancelAsync();
        await Task.WhenAll(busy);
    }

    [Fact]
    public async Task Reads_go_on_while_the_other_writes()
    {
        await _one.Blobs.CreateAsync(Containers.Alerts, "a", "x"u8.ToArray(), null, Cancellation);
        await using var gate = new Gate(_one.Get<SqliteDatabase>());
        Assert.NotNull(await _two.Blobs.ReadAsync(Containers.Alerts, "a", Cancellation));
        Assert.Empty(await _two.Queues.ReceiveAsync(Queues.Findings, 1, TimeSpan.FromMinutes(1), Cancellation));
    }
}
