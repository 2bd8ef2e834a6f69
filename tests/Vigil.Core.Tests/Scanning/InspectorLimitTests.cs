using Microsoft.Extensions.Options;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Inspection;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

public sealed class InspectorLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, ScanVerdict.Clean)]
    [InlineData(4, ScanVerdict.NotScanned)]
    public async Task Depth(int depth, ScanVerdict verdict)
    {
        byte[] packed = [1];
        for (var i = 0; i < depth; i++)
        {
            packed = Archives.Zip(("a", packed));
        }

        await ExpectAsync(packed, new InspectorOptions { MaxDepth = 3 }, verdict);
    }

    [Theory]
    [InlineData(100, ScanVerdict.Clean)]
    [InlineData(101, ScanVerdict.NotScanned)]
    public async Task Entries(int count, ScanVerdict verdict) => await ExpectAsync(
        Archives.Zip([.. Enumerable.Range(0, count).Select(i => ($"{i}", new byte[] { 1 }))]), new InspectorOptions { MaxEntries = 100 }, verdict);

    [Theory]
    [InlineData(5_000, ScanVerdict.Clean)]
    [InlineData(5_001, ScanVerdict.NotScanned)]
    public async Task Unpacked_bytes_of_all_entries_together(int second, ScanVerdict verdict)
    {
        var options = new InspectorOptions { MaxUnpackedBytes = 10_000 };
        await ExpectAsync(Archives.Zip(("a", new byte[5_000]), ("b", new byte[second])), options, verdict);
        await ExpectAsync(Archives.Gzip(new byte[5_000 + second]), options, verdict);
    }

    [Theory]
    [InlineData(20_000, ScanVerdict.Clean)]
    [InlineData(20_001, ScanVerdict.NotScanned)]
    public async Task Size_of_an_archive_in_an_archive(int size, ScanVerdict verdict) => await ExpectAsync(
        Archives.Zip(("a.bin", new byte[size])), new InspectorOptions { MaxNestedBytes = 20_000 }, verdict);

    [Fact]
    public async Task A_bomb_ends_at_its_ratio_and_a_nested_one_too()
    {
        var bomb = Archives.Zip(("a", new byte[64 << 20]));
        await ExpectAsync(bomb, new InspectorOptions(), ScanVerdict.NotScanned);
        await ExpectAsync(Archives.Zip(("b.zip", bomb)), new InspectorOptions(), ScanVerdict.NotScanned);
        await ExpectAsync(Archives.Gzip(new byte[64 << 20]), new InspectorOptions(), ScanVerdict.NotScanned);
    }

    [Fact]
    public async Task Overlapping_entries_are_told_and_cost_no_more_than_the_limits()
    {
        var one = Archives.Zip(("a", new byte[100_000]));
        var directoryAt = one.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var endAt = one.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var entry = one[directoryAt..endAt];
        byte[] many = [.. one[..directoryAt], .. Enumerable.Repeat(entry, 1_000).SelectMany(e => e), .. one[endAt..]];
        var end = many.AsSpan(many.Length - 22);
        BitConverter.TryWriteBytes(end[8..], (ushort)1_000);
        BitConverter.TryWriteBytes(end[10..], (ushort)1_000);
        BitConverter.TryWriteBytes(end[12..], 1_000 * entry.Length);
        var answer = await InspectAsync(many, new InspectorOptions(), TimeProvider.System);
        Assert.Equal(["zip-with-overlapping-entries"], answer.Findings);
        Assert.Equal(NotScannedReason.Limits, (await InspectAsync(many, new InspectorOptions { MaxUnpackedBytes = 1 << 20 }, TimeProvider.System)).Reason);
    }

    [Fact]
    public async Task Whatever_is_cut_or_changed_ends_without_an_exception_and_a_cut_archive_is_never_clean()
    {
        var random = new Random(7);
        byte[] noise = new byte[2_000];
        random.NextBytes(noise);
        foreach (var whole in new[] { Archives.Zip(("a", noise), ("b.zip", Archives.Zip(("c", noise)))), Archives.Gzip(noise), Archives.Gzip(Archives.Tar(("a", noise))) })
        {
            for (var cut = 4; cut < whole.Length; cut += 37)
            {
                var answer = await InspectAsync(whole[..cut], new InspectorOptions(), TimeProvider.System);
                Assert.True(answer.Verdict != ScanVerdict.Clean, $"cut at {cut} of {whole.Length}");
            }

            for (var i = 0; i < 300; i++)
            {
                var changed = (byte[])whole.Clone();
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                await InspectAsync(changed, new InspectorOptions(), TimeProvider.System);
            }
        }
    }

    [Fact]
    public async Task Time()
    {
        var time = new ManualTime();
        var options = new InspectorOptions { Timeout = TimeSpan.FromSeconds(1) };
        await using var slow = new EventfulStream(Archives.Zip(("a", new byte[1_000]), ("b", new byte[1_000])), 1, () =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        });
        var answer = await new Inspector(Options.Create(options), time).ScanAsync(Subjects.Of(() => slow, slow.Length), Cancellation);
        Assert.Equal(NotScannedReason.Timeout, answer.Reason);
    }

    private static async Task ExpectAsync(byte[] content, InspectorOptions options, ScanVerdict verdict)
    {
        var answer = await InspectAsync(content, options, TimeProvider.System);
        Assert.Equal((verdict, verdict == ScanVerdict.Clean ? null : NotScannedReason.Limits), (answer.Verdict, answer.Reason));
    }

    private static async Task<EngineAnswer> InspectAsync(byte[] content, InspectorOptions options, TimeProvider time) =>
        await new Inspector(Options.Create(options), time).ScanAsync(Subjects.Of(content), Cancellation);
}
