using System.Text;
using Vigil.Core.Scanning;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Hostile;

public sealed class HostileZipTests
{
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[100]];

    [Fact]
    public async Task What_is_forged_as_it_should_be_is_clean() => await Inspecting.ExpectAsync(
        ScanVerdict.Clean, null, ZipForge.Of(new ForgedEntry("a", [1]), new ForgedEntry("b/", []), new ForgedEntry("é/c", [2])));

    [Fact]
    public async Task An_entry_that_the_end_record_does_not_count_is_hidden_and_looked_into()
    {
        var zip = ZipForge.Of(new ForgedEntry("a", [1]), new ForgedEntry("b", Subjects.Eicar));
        ZipForge.U16(1).CopyTo(zip, zip.Length - 14);
        ZipForge.U16(1).CopyTo(zip, zip.Length - 12);
        await Inspecting.ExpectAsync(ScanVerdict.Malicious, null, zip);
        zip = ZipForge.Of(new ForgedEntry("a", [1]), new ForgedEntry("b", [2]));
        ZipForge.U16(1).CopyTo(zip, zip.Length - 12);
        await Inspecting.ExpectAsync("zip-with-hidden-entries", zip);
    }

    [Fact]
    public async Task An_entry_that_the_directory_does_not_list_is_hidden_wherever_it_lies()
    {
        var (listed, hidden) = (new ForgedEntry("a", [1]), new ForgedEntry("evil.exe", [2]) { IsListed = false });
        await Inspecting.ExpectAsync("zip-with-hidden-entries", ZipForge.Of(hidden, listed));
        await Inspecting.ExpectAsync("zip-with-hidden-entries", ZipForge.Of(listed, hidden));
        await Inspecting.ExpectAsync("zip-with-hidden-entries", ZipForge.Of(listed, hidden, listed));
        await Inspecting.ExpectAsync("zip-with-hidden-entries", ZipForge.Of(hidden));
    }

    [Fact]
    public async Task An_entry_in_the_content_of_one_whose_end_only_the_directory_knows_is_hidden()
    {
        byte[] content = [.. new byte[10], .. ZipForge.Of(new ForgedEntry("evil.exe", [1]) { IsListed = false })];
        await Inspecting.ExpectAsync("zip-with-hidden-entries", ZipForge.Of(new ForgedEntry("a", content) { Flags = 8, LocalPacked = 0 }));
        await Inspecting.ExpectAsync(
            ScanVerdict.Clean, null, ZipForge.Of(new ForgedEntry("a.zip", Archives.Zip(("x", [1]))) { Flags = 8, LocalPacked = 0 }));
    }

    [Fact]
    public async Task A_zip_behind_a_picture_is_seen_also_where_its_places_are_put_right()
    {
        var zip = ZipForge.Of(new ForgedEntry(s_png, s_png) { IsListed = false }, new ForgedEntry("a", [1]));
        s_png.CopyTo(zip, 0);
        await Inspecting.ExpectAsync("zip-behind-another-file", zip);
    }

    [Fact]
    public async Task An_entry_whose_own_header_says_something_else_is_suspicious()
    {
        await Inspecting.ExpectAsync(
            "zip-with-two-headers-for-an-entry", ZipForge.Of(new ForgedEntry("a", [1, 2]) { LocalMethod = ZipForge.Deflated }));
        await Inspecting.ExpectAsync("zip-with-two-headers-for-an-entry", ZipForge.Of(new ForgedEntry("a", [1, 2]) { LocalPacked = 1 }));
        await Inspecting.ExpectAsync("zip-with-two-headers-for-an-entry", ZipForge.Of(new ForgedEntry("a", [1, 2]) { LocalPacked = 0 }));
        await Inspecting.ExpectAsync("zip-with-two-headers-for-an-entry", ZipForge.Of(new ForgedEntry("a", [1, 2]) { LocalFlags = 1 }));
        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, ZipForge.Of(new ForgedEntry("a", [1, 2]) { Flags = 8, LocalPacked = 0 }));
    }

    [Fact]
    public async Task Names_that_no_encoding_tells_apart_are_two()
    {
        await Inspecting.ExpectAsync(
            "zip-with-two-names-for-an-entry", ZipForge.Of(new ForgedEntry([0xE9, (byte)'a'], [1]) { LocalName = [0xFE, (byte)'a'] }));
        byte[] unicode = [1, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes("../../etc/cron.d/x")];
        await Inspecting.ExpectAsync(
            "path-traversal", ZipForge.Of(new ForgedEntry("a", [1]) { Extra = [0x75, 0x70, .. ZipForge.U16((ushort)unicode.Length), .. unicode] }));
    }

    [Fact]
    public async Task What_is_named_like_a_folder_and_has_content_is_looked_into() => await Inspecting.ExpectAsync(
        ScanVerdict.Malicious, null, ZipForge.Of(new ForgedEntry("folder/", Subjects.Eicar)));

    [Fact]
    public async Task What_lies_behind_compressed_data_was_not_looked_at()
    {
        var deflated = Archives.Gzip(Encoding.ASCII.GetBytes("harmless"))[10..^8];
        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, ZipForge.Of(new ForgedEntry("a", deflated) { Method = ZipForge.Deflated }));
        await Inspecting.ExpectAsync(
            ScanVerdict.NotScanned, NotScannedReason.Corrupt, ZipForge.Of(new ForgedEntry("a", [.. deflated, 0]) { Method = ZipForge.Deflated }));
        await Inspecting.ExpectAsync(
            ScanVerdict.NotScanned, NotScannedReason.Corrupt, ZipForge.Of(new ForgedEntry("a", deflated[..^1]) { Method = ZipForge.Deflated }));
    }

    [Fact]
    public async Task A_damaged_entry_does_not_shield_the_next() => await Inspecting.ExpectAsync(
        ScanVerdict.Malicious, null, ZipForge.Of(new ForgedEntry("a", [0xFF, 0xFF, 0xFF]) { Method = ZipForge.Deflated }, new ForgedEntry("b", Subjects.Eicar)));

    [Fact]
    public async Task What_no_other_engine_can_make_good_counts_before_what_one_can()
    {
        var unsupported = new ForgedEntry("a", [1]) { Method = 12 };
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Unsupported, ZipForge.Of(unsupported));
        await Inspecting.ExpectAsync(
            ScanVerdict.NotScanned, NotScannedReason.Encrypted, ZipForge.Of(unsupported, new ForgedEntry("b", [1]) { Flags = 1 }));
    }

    [Fact]
    public async Task Links_that_lead_out_are_suspicious_and_paths_that_lead_through_links_too()
    {
        static ForgedEntry Link(string name, string target) => new(name, Encoding.UTF8.GetBytes(target)) { IsLink = true };

        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, ZipForge.Of(Link("bin/x", "../lib/x")));
        await Inspecting.ExpectAsync("link-out-of-the-archive", ZipForge.Of(Link("bin/x", "../../x")));
        await Inspecting.ExpectAsync("link-out-of-the-archive", ZipForge.Of(Link("x", "/etc/passwd")));
        await Inspecting.ExpectAsync("path-through-a-link", ZipForge.Of(Link("x", "y"), new ForgedEntry("x/./z", [1])));
    }

    [Theory]
    [InlineData(3, long.MaxValue - 10, 1, null, null)]
    [InlineData(long.MaxValue, 0, 1, null, null)]
    [InlineData(long.MinValue, 0, 1, null, null)]
    [InlineData(3, long.MinValue, 1, null, null)]
    [InlineData(3, 0, long.MaxValue, null, null)]
    [InlineData(3, 0, -1, null, null)]
    [InlineData(3, 0, 1, long.MaxValue, null)]
    [InlineData(3, 0, 1, long.MinValue, null)]
    [InlineData(3, 0, 1, 0L, null)]
    [InlineData(3, 0, 1, null, long.MaxValue)]
    [InlineData(3, 0, 1, null, long.MinValue)]
    public async Task Wide_fields_that_lie_are_never_clean(long packed, long headerAt, long count, long? size, long? offset)
    {
        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, ZipForge.Wide(3, 0, 1));
        Assert.NotEqual(ScanVerdict.Clean, (await Inspecting.AnswerAsync(ZipForge.Wide(packed, headerAt, count, size, offset))).Verdict);
    }

    [Fact]
    public async Task An_end_record_without_a_directory_is_damage_and_thousands_cost_a_bounded_number_of_reads()
    {
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Corrupt, [.. s_png, .. ZipForge.End(5, 0, 50)]);
        byte[] many = [.. Enumerable.Repeat(ZipForge.End(1, 60, 0), 3_000).SelectMany(e => e), 0];
        await using var counted = new CountingStream(many);
        var answer = await Inspecting.AnswerAsync(Subjects.Of(() => counted, many.Length));
        Assert.Equal(NotScannedReason.Corrupt, answer.Reason);
        Assert.InRange(counted.Reads, 1, 200);
    }

    [Fact]
    public async Task Ten_thousand_tiny_files_are_looked_at()
    {
        var zip = Archives.Zip([.. Enumerable.Range(0, 10_000).Select(i => ($"{i}.txt", i == 9_999 ? Subjects.Eicar : [1, 2, 3]))]);
        await Inspecting.ExpectAsync(ScanVerdict.Malicious, null, zip);
    }
}
