using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Inspection;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Hostile;

public sealed class HostileGzipTests
{
    /// <summary>What the framework reads at a time.</summary>
    private const int Buffer = 8192;

    [Fact]
    public async Task Members_are_one_file() => await Inspecting.ExpectAsync(
        ScanVerdict.Malicious, null, [.. Archives.Gzip(Subjects.Eicar[..20]), .. Archives.Gzip(Subjects.Eicar[20..])]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_follows_a_member_that_ends_where_a_buffer_does_is_not_forgotten(int more)
    {
        byte[] two = [.. MemberOf(Buffer + more), .. Archives.Gzip(new byte[100])];
        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, two);
        var answer = await Inspecting.AnswerAsync(two, options: new InspectorOptions { MaxUnpackedBytes = Buffer + 50 });
        Assert.Equal(NotScannedReason.Limits, answer.Reason);
    }

    [Fact]
    public async Task What_follows_the_last_member_was_not_looked_at()
    {
        var member = Archives.Gzip([1, 2, 3]);
        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, member);
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Corrupt, [.. member, 0, 0]);
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Corrupt, [.. member, .. new byte[512], .. Archives.Gzip(Subjects.Eicar)]);
    }

    [Fact]
    public async Task What_comes_before_the_damage_is_looked_at()
    {
        var noise = new byte[50_000];
        new Random(3).NextBytes(noise);
        var gzip = Archives.Gzip(TarForge.Of(TarForge.Entry("a", Subjects.Eicar), TarForge.Entry("b", noise)));
        await Inspecting.ExpectAsync(ScanVerdict.Malicious, null, gzip[..^10_000]);
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Corrupt, gzip[..10]);
    }

    private static byte[] MemberOf(int length)
    {
        var noise = new byte[length];
        new Random(5).NextBytes(noise);
        return Enumerable.Range(1, 200).Select(less => Archives.Gzip(noise[..^less])).First(m => m.Length == length);
    }
}
