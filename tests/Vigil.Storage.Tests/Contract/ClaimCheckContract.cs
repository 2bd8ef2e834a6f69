using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>The three ports that a claim check is seen through.</summary>
public sealed record ClaimCheckPorts(IClaimCheck ClaimCheck, IBlobStore Blobs, IMessageQueues Queues);

/// <summary>Store, then queue.</summary>
public abstract class ClaimCheckContract : StorageContract<ClaimCheckPorts>
{
    private const string Container = Containers.Alerts;
    private const string Queue = Queues.Detections;
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    [InlineData(MiB)]
    [InlineData(MiB + 1)]
    [InlineData(5 * MiB)]
    public async Task The_blob_is_there_and_one_message(int size)
    {
        var write = await SendAsync("a", Bytes(size), "m");
        Assert.True(write.Done);
        var blob = await Port.Blobs.ReadAsync(Container, "a", Cancellation);
        Assert.Equal(Bytes(size), blob!.Content.ToArray());
        Assert.Equal((write.ETag, "v"), (blob.Info.ETag, blob.Info.Metadata["k"]));
        Assert.Equal("m"u8.ToArray(), Assert.Single(await ReceiveAsync()).Body.ToArray());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2 * MiB)]
    public async Task A_twin_changes_nothing_and_sends_nothing(int size)
    {
        await SendAsync("a", "first"u8.ToArray(), "one");
        Assert.Equal(new BlobWrite(WriteOutcome.Exists, null), await SendAsync("a", Bytes(size), "two"));
        Assert.Equal("first"u8.ToArray(), (await Port.Blobs.ReadAsync(Container, "a", Cancellation))!.Content.ToArray());
        Assert.Equal("one"u8.ToArray(), Assert.Single(await ReceiveAsync()).Body.ToArray());
    }

    [Fact]
    public async Task Of_concurrent_twins_one_sends()
    {
        var writes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () => await SendAsync("a", Bytes(i), "m"))));
        Assert.Single(writes, w => w.Done);
        Assert.Single(await ReceiveAsync());
    }

    [Fact]
    public async Task The_message_is_never_before_the_blob()
    {
        var sending = Parallel.ForAsync(0, 100, Cancellation, async (i, _) => await SendAsync($"a{i}", Bytes(100), $"a{i}"));
        for (var seen = 0; seen < 100;)
        {
            foreach (var message in await UntilAsync(ReceiveAsync, m => m.Count > 0))
            {
                var name = System.Text.Encoding.ASCII.GetString(message.Body.Span);
                Assert.NotNull(await Port.Blobs.FindAsync(Container, name, Cancellation));
                seen++;
            }
        }

        await sending;
    }

    [Fact]
    public async Task A_message_outside_the_rules_stores_no_blob()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await SendAsync("a", default, new string('m', (48 * 1024) + 1)));
        Assert.Null(await Port.Blobs.FindAsync(Container, "a", Cancellation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3 * MiB)]
    public async Task Content_that_came_in_over_time_is_there_with_its_record_and_one_message(int size)
    {
        await using var writer = await Port.Blobs.OpenWriteAsync(Container, "a", Cancellation);
        await writer.WriteAsync(Bytes(size), Cancellation);

        var write = await CommitAsync(writer);

        Assert.Equal(Bytes(size), (await Port.Blobs.ReadAsync(Container, "a", Cancellation))!.Content.ToArray());
        var record = await Port.Blobs.ReadAsync(Containers.Scans, "a", Cancellation);
        Assert.Equal(write.ETag, System.Text.Encoding.UTF8.GetString(record!.Content.Span));
        Assert.Equal("m"u8.ToArray(), Assert.Single(await ReceiveAsync()).Body.ToArray());
    }

    [Fact]
    public async Task A_twin_of_such_content_has_no_record_and_sends_nothing()
    {
        await Port.Blobs.CreateAsync(Container, "a", default, null, Cancellation);
        await using var writer = await Port.Blobs.OpenWriteAsync(Container, "a", Cancellation);
        await writer.WriteAsync(Bytes(10), Cancellation);

        Assert.Equal(new BlobWrite(WriteOutcome.Exists, null), await CommitAsync(writer));

        Assert.Null(await Port.Blobs.FindAsync(Containers.Scans, "a", Cancellation));
        Assert.Empty(await ReceiveAsync());
    }

    private ValueTask<BlobWrite> CommitAsync(BlobWriter writer) => Port.ClaimCheck.CommitAndSendAsync(
        writer,
        new Dictionary<string, string> { ["k"] = "v" },
        (Containers.Scans, "a", eTag => System.Text.Encoding.UTF8.GetBytes(eTag)),
        Queue,
        "m"u8.ToArray(),
        Cancellation);

    private ValueTask<BlobWrite> SendAsync(string name, ReadOnlyMemory<byte> content, string message) => Port.ClaimCheck.CreateAndSendAsync(
        Container,
        name,
        content,
        new Dictionary<string, string> { ["k"] = "v" },
        Queue,
        System.Text.Encoding.ASCII.GetBytes(message),
        Cancellation);

    private ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync() => Port.Queues.ReceiveAsync(Queue, 32, Long, Cancellation);
}
