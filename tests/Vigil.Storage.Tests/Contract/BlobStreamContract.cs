using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>Blobs as streams, in both directions.</summary>
public abstract class BlobStreamContract : StorageContract<IBlobStore>
{
    private const string Container = Containers.Reference;
    private const int MiB = 1024 * 1024;

    public static TheoryData<int> Sizes => [0, 1, 256 * 1024, (256 * 1024) + 1, MiB - 1, MiB, MiB + 1, 20 * MiB];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_streamed_blob_reads_back_as_it_was(int size)
    {
        var content = Bytes(size);
        BlobWrite write;
        await using (var writer = await Port.OpenWriteAsync(Container, "a", Cancellation))
        {
            await WriteAsync(writer, content, 100_001);
            write = await writer.CommitAsync(new Dictionary<string, string> { ["k"] = "v" }, Cancellation);
        }

        Assert.True(write.Done);
        Assert.Equal(content, await ReadAllAsync(null));
        Assert.Equal(content, await ReadAllAsync(write.ETag));
        Assert.Equal(content, (await Port.ReadAsync(Container, "a", Cancellation))!.Content.ToArray());
        var info = await Port.FindAsync(Container, "a", Cancellation);
        Assert.Equal((write.ETag, (long)size, "v"), (info!.ETag, info.Length, info.Metadata["k"]));
    }

    [Fact]
    public async Task The_writers_buffer_may_be_reused_after_each_write()
    {
        var buffer = new byte[300_000];
        await using var writer = await Port.OpenWriteAsync(Container, "a", Cancellation);
        for (byte i = 1; i <= 5; i++)
        {
            buffer.AsSpan().Fill(i);
            await writer.WriteAsync(buffer, Cancellation);
        }

        buffer.AsSpan().Clear();
        await writer.CommitAsync(null, Cancellation);
        var content = await ReadAllAsync(null);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal((byte)(i + 1), content[i * buffer.Length]));
        Assert.Equal(5, content[^1]);
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_commit()
    {
        await using var writer = await Port.OpenWriteAsync(Container, "a", Cancellation);
        await writer.WriteAsync(Bytes(3 * MiB), Cancellation);
        Assert.Null(await Port.FindAsync(Container, "a", Cancellation));
        Assert.Null(await Port.ReadAsync(Container, "a", Cancellation));
        Assert.Null(await Port.OpenReadAsync(Container, "a", null, Cancellation));
        Assert.Empty((await Port.ListAsync(Container, "", null, 10, Cancellation)).Items);
        Assert.True((await writer.CommitAsync(null, Cancellation)).Done);
        Assert.NotNull(await Port.FindAsync(Container, "a", Cancellation));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2 * MiB)]
    public async Task Without_a_commit_nothing_is_left(int size)
    {
        await using (var writer = await Port.OpenWriteAsync(Container, "a", Cancellation))
        {
            await writer.WriteAsync(Bytes(size), Cancellation);
        }

        Assert.Null(await Port.FindAsync(Container, "a", Cancellation));
        Assert.True((await Port.CreateAsync(Container, "a", default, null, Cancellation)).Done);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2 * MiB)]
    public async Task A_commit_finds_the_blob_that_came_first(int size)
    {
        await using var writer = await Port.OpenWriteAsync(Container, "a", Cancellation);
        await writer.WriteAsync(Bytes(size), Cancellation);
        var first = await Port.CreateAsync(Container, "a", "first"u8.ToArray(), null, Cancellation);
        Assert.Equal(new BlobWrite(WriteOutcome.Exists, null), await writer.CommitAsync(null, Cancellation));
        var blob = await Port.ReadAsync(Container, "a", Cancellation);
        Assert.Equal("first"u8.ToArray(), blob!.Content.ToArray());
        Assert.Equal(first.ETag, blob.Info.ETag);
    }

    [Fact]
    public async Task Of_concurrent_writers_of_one_name_exactly_one_commits()
    {
        var writes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            await using var writer = await Port.OpenWriteAsync(Container, "a", Cancellation);
            await WriteAsync(writer, Bytes(MiB + i), 70_000);
            return (Size: MiB + i, Write: await writer.CommitAsync(null, Cancellation));
        })));
        var winner = Assert.Single(writes, w => w.Write.Done);
        Assert.Equal(Bytes(winner.Size), await ReadAllAsync(winner.Write.ETag));
    }

    [Fact]
    public async Task A_stream_opens_only_for_the_etag_that_is_asked_for()
    {
        var first = await Port.CreateAsync(Container, "a", Bytes(MiB + 1), null, Cancellation);
        var second = await Port.ReplaceAsync(Container, "a", Bytes(MiB + 2), null, first.ETag!, Cancellation);
        Assert.Null(await Port.OpenReadAsync(Container, "a", first.ETag, Cancellation));
        Assert.Equal(Bytes(MiB + 2), await ReadAllAsync(second.ETag));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(3 * MiB)]
    public async Task A_stream_can_be_read_from_any_place_in_any_order(int size)
    {
        var content = Bytes(size);
        await using var writer = await Port.OpenWriteAsync(Container, "a", Cancellation);
        await WriteAsync(writer, content, 70_000);
        await writer.CommitAsync(null, Cancellation);
        await using var stream = await Port.OpenReadAsync(Container, "a", null, Cancellation);
        Assert.Equal(size, stream!.Length);
        foreach (var start in new[] { size / 2, size - 22, 0, size / 3, (size / 3) + 5, size - 1, size }.Where(p => p >= 0 && p <= size))
        {
            Assert.Equal(start, stream.Seek(start - size, SeekOrigin.End));
            var part = new byte[Math.Min(50, size - start)];
            await stream.ReadExactlyAsync(part, Cancellation);
            Assert.Equal(content.AsSpan(start, part.Length).ToArray(), part);
        }

        stream.Position = size;
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_that_a_replace_or_delete_overtakes_never_mixes_versions(bool replaced)
    {
        var old = Bytes(8 * MiB);
        var first = await Port.CreateAsync(Container, "a", old, null, Cancellation);
        await using var stream = await Port.OpenReadAsync(Container, "a", null, Cancellation);
        var head = new byte[1_000];
        await stream!.ReadExactlyAsync(head, Cancellation);
        if (replaced)
        {
            await Port.ReplaceAsync(Container, "a", new byte[8 * MiB], null, first.ETag!, Cancellation);
        }
        else
        {
            await Port.DeleteAsync(Container, "a", null, Cancellation);
        }

        await AdvanceAsync(Long);
        Assert.Equal(old[..1_000], head);
        var rest = new MemoryStream();
        var failed = await Record.ExceptionAsync(() => stream.CopyToAsync(rest, Cancellation));
        Assert.True(failed is null or IOException, failed?.ToString());
        Assert.Equal(old.AsSpan(1_000, (int)rest.Length).ToArray(), rest.ToArray());
        Assert.True(failed is not null || rest.Length == old.Length - 1_000);
    }

    private static async Task WriteAsync(BlobWriter writer, byte[] content, int piece)
    {
        for (var at = 0; at < content.Length; at += piece)
        {
            await writer.WriteAsync(content.AsMemory(at, Math.Min(piece, content.Length - at)), Cancellation);
        }
    }

    private async Task<byte[]> ReadAllAsync(string? ifMatch)
    {
        await using var stream = await Port.OpenReadAsync(Container, "a", ifMatch, Cancellation);
        var content = new MemoryStream();
        await stream!.CopyToAsync(content, Cancellation);
        return content.ToArray();
    }
}
