using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>A version gets another name in place of its own.</summary>
public sealed class SqliteMoveTests : IAsyncDisposable
{
    private const int MiB = 1024 * 1024;

    private readonly SqliteStorage _storage = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(3 * MiB)]
    public async Task The_bytes_are_under_the_new_name_alone_and_no_sweep_takes_them(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var eTag = await CreateAsync("a", content);

        Assert.Equal(WriteOutcome.Done, await MoveAsync(eTag));

        Assert.Null(await _storage.Blobs.FindAsync(Containers.Uploads, "a", Cancellation));
        _storage.Time.Advance(TimeSpan.FromHours(7));
        await _storage.Queues.StateAsync(Queues.Scans, Cancellation);
        var moved = (await _storage.Blobs.ReadAsync(Containers.Clean, "b", Cancellation))!;
        Assert.Equal(content, moved.Content.ToArray());
        Assert.Equal("v", moved.Info.Metadata["k"]);
    }

    [Fact]
    public async Task Another_version_is_not_moved()
    {
        var eTag = await CreateAsync("a", [1]);
        await _storage.Blobs.ReplaceAsync(Containers.Uploads, "a", new byte[] { 2 }, null, eTag, Cancellation);

        Assert.Equal(WriteOutcome.Conflict, await MoveAsync(eTag));

        Assert.Null(await _storage.Blobs.FindAsync(Containers.Clean, "b", Cancellation));
    }

    [Fact]
    public async Task What_is_not_there_is_not_moved() => Assert.Equal(WriteOutcome.Missing, await MoveAsync("1"));

    [Fact]
    public async Task Nothing_is_moved_over_a_blob()
    {
        await _storage.Blobs.CreateAsync(Containers.Clean, "b", new byte[] { 1 }, null, Cancellation);
        var eTag = await CreateAsync("a", [2]);

        Assert.Equal(WriteOutcome.Exists, await MoveAsync(eTag));

        Assert.Equal([1], (await _storage.Blobs.ReadAsync(Containers.Clean, "b", Cancellation))!.Content.ToArray());
        Assert.NotNull(await _storage.Blobs.FindAsync(Containers.Uploads, "a", Cancellation));
    }

    [Fact]
    public async Task A_reader_of_the_old_name_reads_on()
    {
        var content = new byte[3 * MiB];
        new Random(1).NextBytes(content);
        var eTag = await CreateAsync("a", content);
        await using var stream = (await _storage.Blobs.OpenReadAsync(Containers.Uploads, "a", eTag, Cancellation))!;
        var read = new byte[content.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, MiB), Cancellation);

        await MoveAsync(eTag);

        await stream.ReadExactlyAsync(read.AsMemory(MiB), Cancellation);
        Assert.Equal(content, read);
    }

    private async Task<string> CreateAsync(string name, byte[] content) =>
        (await _storage.Blobs.CreateAsync(Containers.Uploads, name, content, null, Cancellation)).ETag!;

    private ValueTask<WriteOutcome?> MoveAsync(string eTag) => _storage.Blobs.TryMoveAsync(
        (Containers.Uploads, "a", eTag), (Containers.Clean, "b"), new Dictionary<string, string> { ["k"] = "v" }, Cancellation);
}
