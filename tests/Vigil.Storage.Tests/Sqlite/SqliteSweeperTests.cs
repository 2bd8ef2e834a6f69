using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Blobs;
using Vigil.Storage.Sqlite.Database;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>Chunks that no blob points to go; others stay.</summary>
public sealed class SqliteSweeperTests : IAsyncDisposable
{
    private const int MiB = 1024 * 1024;
    private static readonly TimeSpan s_sweep = TimeSpan.FromMinutes(1);

    private readonly SqliteStorage _storage = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task The_chunks_of_a_deleted_blob_go_and_its_neighbours_stay()
    {
        await CreateAsync("a");
        await CreateAsync("b");
        Assert.Equal(40, Count("chunks"));
        await _storage.Blobs.DeleteAsync(Containers.Reference, "a", null, Cancellation);
        await SweepUntilAsync(20);
        Assert.Equal(5 * MiB, (await _storage.Blobs.ReadAsync(Containers.Reference, "b", Cancellation))!.Content.Length);
        Assert.Equal((1, 0), (Count("contents"), Count("unclaimed")));
    }

    [Fact]
    public async Task The_chunks_of_a_replaced_blob_go()
    {
        var write = await CreateAsync("a");
        await _storage.Blobs.ReplaceAsync(Containers.Reference, "a", "small"u8.ToArray(), null, write.ETag!, Cancellation);
        await SweepUntilAsync(0);
        Assert.Equal("small"u8.ToArray(), (await _storage.Blobs.ReadAsync(Containers.Reference, "a", Cancellation))!.Content.ToArray());
    }

    [Fact]
    public async Task The_chunks_of_an_abandoned_writer_go()
    {
        await using (var writer = await _storage.Blobs.OpenWriteAsync(Containers.Reference, "a", Cancellation))
        {
            await writer.WriteAsync(new byte[3 * MiB], Cancellation);
            Assert.NotEqual(0, Count("chunks"));
        }

        await SweepUntilAsync(0);
        Assert.Equal((0, 0), (Count("contents"), Count("unclaimed")));
    }

    [Fact]
    public async Task An_upload_that_is_given_up_after_its_commit_leaves_the_blob_alone()
    {
        var upload = new Upload(_storage.Get<SqliteDatabase>());
        await upload.WriteAsync(new byte[3 * MiB], Cancellation);
        var blob = new NewBlob(Containers.Reference, "a", default, null, 0, 0, null, _storage.Time.GetUtcNow().UtcTicks);
        Assert.True((await upload.FinishAsync(blob, static (session, blob) => BlobTable.Create(session, blob), Cancellation)).Done);
        await upload.AbandonAsync();
        Assert.Equal(0, Count("unclaimed"));
        _storage.Time.Advance(s_sweep);
        Assert.Equal(3 * MiB, (await _storage.Blobs.ReadAsync(Containers.Reference, "a", Cancellation))!.Content.Length);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2 * MiB)]
    public async Task A_create_that_found_a_twin_leaves_nothing(int size)
    {
        await _storage.Blobs.CreateAsync(Containers.Reference, "a", default, null, Cancellation);
        await _storage.Blobs.CreateAsync(Containers.Reference, "a", new byte[size], null, Cancellation);
        await SweepUntilAsync(0);
        Assert.Equal((1, 0), (Count("contents"), Count("unclaimed")));
    }

    [Fact]
    public async Task The_chunks_of_a_process_that_is_gone_go_after_six_hours_at_the_next_start()
    {
        var gone = await _storage.Blobs.OpenWriteAsync(Containers.Reference, "a", Cancellation);
        await gone.WriteAsync(new byte[3 * MiB], Cancellation);
        _storage.Time.Advance(SqliteLimits.Default.AbandonedAfter - TimeSpan.FromTicks(1));
        var chunks = Count("chunks");
        Assert.NotEqual(0, chunks);
        await using var next = new SqliteStorage(_storage.Directory, _storage.Time);
        next.Get<SqliteDatabase>().Open();
        _storage.Time.Advance(TimeSpan.FromTicks(1));
        await SweepUntilAsync(0);
    }

    [Fact]
    public async Task An_upload_that_was_given_up_fails_and_becomes_no_blob()
    {
        await using var writer = await _storage.Blobs.OpenWriteAsync(Containers.Reference, "a", Cancellation);
        await writer.WriteAsync(new byte[3 * MiB], Cancellation);
        _storage.Time.Advance(SqliteLimits.Default.AbandonedAfter);
        await SweepUntilAsync(0);
        await writer.WriteAsync(new byte[MiB / 2], Cancellation);
        await Assert.ThrowsAsync<IOException>(async () => await writer.WriteAsync(new byte[3 * MiB], Cancellation));
        await Assert.ThrowsAsync<IOException>(async () => await writer.CommitAsync(null, Cancellation));
        await Assert.ThrowsAsync<IOException>(async () => await writer.CommitAsync(null, Cancellation));
        Assert.Null(await _storage.Blobs.FindAsync(Containers.Reference, "a", Cancellation));
    }

    [Fact]
    public async Task A_slow_upload_is_left_alone_while_it_moves()
    {
        await using var writer = await _storage.Blobs.OpenWriteAsync(Containers.Reference, "a", Cancellation);
        for (var hour = 0; hour < 12; hour++)
        {
            await writer.WriteAsync(new byte[MiB], Cancellation);
            _storage.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.True((await writer.CommitAsync(null, Cancellation)).Done);
        Assert.Equal(12 * MiB, (await _storage.Blobs.ReadAsync(Containers.Reference, "a", Cancellation))!.Content.Length);
    }

    private async Task<BlobWrite> CreateAsync(string name) =>
        await _storage.Blobs.CreateAsync(Containers.Reference, name, new byte[5 * MiB], null, Cancellation);

    private long Count(string table) =>
        _storage.Get<SqliteDatabase>().Read(table, static (session, table) => session.Scalar($"SELECT count(*) FROM {table}"));

    private async Task SweepUntilAsync(long chunks)
    {
        while (Count("chunks") != chunks || Count("unclaimed") != 0)
        {
            Cancellation.ThrowIfCancellationRequested();
            _storage.Time.Advance(s_sweep);
            await Task.Yield();
        }
    }
}
