using System.Text;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>Single blobs: conditional writes, ETags, sizes.</summary>
public abstract class BlobStoreContract : StorageContract<IBlobStore>
{
    private const string Container = Containers.Findings;
    private const int MiB = 1024 * 1024;

    public static TheoryData<int> Sizes => [0, 1, 10_000, MiB - 1, MiB, MiB + 1, (4 * MiB) + 17];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_created_blob_reads_back_as_it_was(int size)
    {
        var content = Bytes(size);
        var write = await Port.CreateAsync(Container, "a", content, null, Cancellation);
        Assert.True(write.Done);
        var blob = await Port.ReadAsync(Container, "a", Cancellation);
        Assert.Equal(content, blob!.Content.ToArray());
        Assert.Equal(("a", write.ETag, (long)size), (blob.Info.Name, blob.Info.ETag, blob.Info.Length));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_replaced_blob_reads_back_as_it_is_now(int size)
    {
        var first = await Port.CreateAsync(Container, "a", Bytes(MiB + 5), null, Cancellation);
        var second = await Port.ReplaceAsync(Container, "a", Bytes(size), null, first.ETag!, Cancellation);
        Assert.True(second.Done);
        var blob = await Port.ReadAsync(Container, "a", Cancellation);
        Assert.Equal(Bytes(size), blob!.Content.ToArray());
        Assert.Equal(second.ETag, blob.Info.ETag);
    }

    [Fact]
    public async Task A_second_create_finds_the_first_and_changes_nothing()
    {
        var first = await Port.CreateAsync(Container, "a", "one"u8.ToArray(), Metadata("k", "1"), Cancellation);
        var second = await Port.CreateAsync(Container, "a", "two"u8.ToArray(), Metadata("k", "2"), Cancellation);
        var large = await Port.CreateAsync(Container, "a", Bytes(2 * MiB), null, Cancellation);
        Assert.Equal(new BlobWrite(WriteOutcome.Exists, null), second);
        Assert.Equal(new BlobWrite(WriteOutcome.Exists, null), large);
        var blob = await Port.ReadAsync(Container, "a", Cancellation);
        Assert.Equal("one"u8.ToArray(), blob!.Content.ToArray());
        Assert.Equal(first.ETag, blob.Info.ETag);
        Assert.Equal("1", blob.Info.Metadata["k"]);
    }

    [Theory]
    [InlineData(100, 10)]
    [InlineData(8, MiB + 1)]
    public async Task Of_concurrent_creates_of_one_name_exactly_one_is_done(int writers, int size)
    {
        var writes = await Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(async () =>
            (Content: Bytes(size + i), Write: await Port.CreateAsync(Container, "a", Bytes(size + i), null, Cancellation)))));
        var winner = Assert.Single(writes, w => w.Write.Done);
        Assert.All(writes.Where(w => !w.Write.Done), w => Assert.Equal(WriteOutcome.Exists, w.Write.Outcome));
        Assert.Equal(winner.Content, (await Port.ReadAsync(Container, "a", Cancellation))!.Content.ToArray());
    }

    [Fact]
    public async Task Of_concurrent_replaces_of_one_version_exactly_one_is_done()
    {
        var first = await Port.CreateAsync(Container, "a", default, null, Cancellation);
        var writes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
            await Port.ReplaceAsync(Container, "a", Bytes(i), null, first.ETag!, Cancellation))));
        var winner = Assert.Single(writes, w => w.Done);
        Assert.Equal(49, writes.Count(w => w.Outcome == WriteOutcome.Conflict));
        Assert.Equal(winner.ETag, (await Port.FindAsync(Container, "a", Cancellation))!.ETag);
    }

    [Fact]
    public async Task Of_concurrent_deletes_exactly_one_is_done()
    {
        await Port.CreateAsync(Container, "a", default, null, Cancellation);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
            await Port.DeleteAsync(Container, "a", null, Cancellation))));
        Assert.Single(outcomes, o => o == WriteOutcome.Done);
        Assert.Equal(19, outcomes.Count(o => o == WriteOutcome.Missing));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(MiB + 1)]
    public async Task A_replace_with_another_etag_conflicts_and_changes_nothing(int size)
    {
        var first = await Port.CreateAsync(Container, "a", "one"u8.ToArray(), Metadata("k", "1"), Cancellation);
        var second = await Port.ReplaceAsync(Container, "a", "two"u8.ToArray(), null, first.ETag!, Cancellation);
        var stale = await Port.ReplaceAsync(Container, "a", Bytes(size), Metadata("k", "3"), first.ETag!, Cancellation);
        Assert.Equal(new BlobWrite(WriteOutcome.Conflict, null), stale);
        var blob = await Port.ReadAsync(Container, "a", Cancellation);
        Assert.Equal("two"u8.ToArray(), blob!.Content.ToArray());
        Assert.Equal(second.ETag, blob.Info.ETag);
        Assert.Empty(blob.Info.Metadata);
    }

    [Fact]
    public async Task A_replace_of_nothing_is_missing_and_creates_nothing()
    {
        var gone = await Port.CreateAsync(Container, "b", default, null, Cancellation);
        await Port.DeleteAsync(Container, "b", null, Cancellation);
        Assert.Equal(WriteOutcome.Missing, (await Port.ReplaceAsync(Container, "b", default, null, gone.ETag!, Cancellation)).Outcome);
        Assert.Null(await Port.FindAsync(Container, "b", Cancellation));
    }

    [Fact]
    public async Task Every_write_has_an_etag_of_its_own_even_of_equal_content()
    {
        var etags = new HashSet<string>();
        var write = await Port.CreateAsync(Container, "a", "same"u8.ToArray(), null, Cancellation);
        Assert.True(etags.Add(write.ETag!));
        for (var i = 0; i < 5; i++)
        {
            write = await Port.ReplaceAsync(Container, "a", "same"u8.ToArray(), null, write.ETag!, Cancellation);
            Assert.True(etags.Add(write.ETag!));
        }

        await Port.DeleteAsync(Container, "a", write.ETag, Cancellation);
        Assert.True(etags.Add((await Port.CreateAsync(Container, "a", "same"u8.ToArray(), null, Cancellation)).ETag!));
    }

    [Fact]
    public async Task An_etag_that_is_none_matches_nothing()
    {
        await Port.CreateAsync(Container, "a", default, null, Cancellation);
        Assert.Equal(WriteOutcome.Conflict, (await Port.ReplaceAsync(Container, "a", default, null, "\"0x0\"", Cancellation)).Outcome);
        Assert.Equal(WriteOutcome.Conflict, await Port.DeleteAsync(Container, "a", "\"0x0\"", Cancellation));
        Assert.Null(await Port.OpenReadAsync(Container, "a", "\"0x0\"", Cancellation));
    }

    [Fact]
    public async Task A_delete_wants_the_etag_when_one_is_given()
    {
        var first = await Port.CreateAsync(Container, "a", default, null, Cancellation);
        var second = await Port.ReplaceAsync(Container, "a", default, null, first.ETag!, Cancellation);
        Assert.Equal(WriteOutcome.Conflict, await Port.DeleteAsync(Container, "a", first.ETag, Cancellation));
        Assert.NotNull(await Port.FindAsync(Container, "a", Cancellation));
        Assert.Equal(WriteOutcome.Done, await Port.DeleteAsync(Container, "a", second.ETag, Cancellation));
        Assert.Null(await Port.FindAsync(Container, "a", Cancellation));
        Assert.Equal(WriteOutcome.Missing, await Port.DeleteAsync(Container, "a", null, Cancellation));
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_is()
    {
        Assert.Null(await Port.ReadAsync(Container, "a", Cancellation));
        Assert.Null(await Port.FindAsync(Container, "a", Cancellation));
        Assert.Null(await Port.OpenReadAsync(Container, "a", null, Cancellation));
    }

    [Fact]
    public async Task A_write_that_was_cancelled_beforehand_has_no_effect()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Port.CreateAsync(Container, "a", default, null, cancelled.Token));
        Assert.Null(await Port.FindAsync(Container, "a", Cancellation));
    }

    [Fact]
    public async Task The_store_keeps_its_own_copy_of_the_bytes()
    {
        var buffer = Encoding.ASCII.GetBytes("first");
        await Port.CreateAsync(Container, "a", buffer, null, Cancellation);
        buffer.AsSpan().Clear();
        Assert.Equal("first"u8.ToArray(), (await Port.ReadAsync(Container, "a", Cancellation))!.Content.ToArray());
    }

    [Fact]
    public async Task Created_is_the_time_of_the_create_by_the_stores_clock()
    {
        await Port.CreateAsync(Container, "a", default, null, Cancellation);
        await AdvanceAsync(Short);
        var second = await UntilAsync(
            async () =>
            {
                await Port.DeleteAsync(Container, "b", null, Cancellation);
                await Port.CreateAsync(Container, "b", default, null, Cancellation);
                return (await Port.FindAsync(Container, "b", Cancellation))!.Created;
            },
            created => created != default);
        var first = (await Port.FindAsync(Container, "a", Cancellation))!.Created;
        Assert.Equal(TimeSpan.Zero, first.Offset);
        Assert.True(first <= second, $"{first:O} is after {second:O}");
    }

    private static Dictionary<string, string> Metadata(string key, string value) => new() { [key] = value };
}
