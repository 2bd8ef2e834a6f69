using System.Text;
using Vigil.Core.Scanning;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Hostile;

public sealed class HostileTarTests
{
    [Fact]
    public async Task What_is_forged_as_it_should_be_is_clean() => await Inspecting.ExpectAsync(
        ScanVerdict.Clean, null,
        TarForge.Of(TarForge.Pax(("mtime", "1.5"), ("path", "a/b")), TarForge.Entry("b", [1]), TarForge.Entry("d/", [], '5'), TarForge.Entry("c", new byte[512])));

    [Theory]
    [InlineData("MZ.txt")]
    [InlineData("BZh")]
    [InlineData("#!")]
    [InlineData("GIF8")]
    [InlineData("%PDF-1.7")]
    [InlineData("PK\u0003\u0004")]
    public async Task However_its_first_entry_is_called_it_is_taken_apart(string name) => await Inspecting.ExpectAsync(
        ScanVerdict.Malicious, null, TarForge.Of(TarForge.Entry(name, [1]), TarForge.Entry("a", Subjects.Eicar)));

    [Fact]
    public async Task Whatever_its_first_entry_is_the_second_is_looked_into() => await Inspecting.ExpectAsync(
        ScanVerdict.Malicious, null, TarForge.Of(TarForge.Entry("a.pdf", "%PDF-1.7\n%%EOF"u8.ToArray()), TarForge.Entry("a", Subjects.Eicar)));

    [Fact]
    public async Task The_old_form_without_magic_is_taken_apart() => await Inspecting.ExpectAsync(
        ScanVerdict.Malicious, null, TarForge.Of(TarForge.Entry("a", Subjects.Eicar, hasMagic: false)));

    [Fact]
    public async Task One_that_holds_archives_is_no_two_files_in_one() => await Inspecting.ExpectAsync(
        ScanVerdict.Clean, null, TarForge.Of(TarForge.Entry("a.zip", Archives.Zip(("x", [1]))), TarForge.Entry("b.zip", Archives.Zip(("y", [2])))));

    [Fact]
    public async Task A_zip_file_that_lies_in_the_tar_files_own_blocks_is_two_files_in_one()
    {
        var zip = Archives.Zip(("evil.exe", [1]));
        var tar = TarForge.Of(TarForge.Pax(("comment", new string('x', 400))), TarForge.Entry("a", new byte[10]));
        var at = 512 + 20;
        zip.CopyTo(tar, at);
        // The comment of the zip file is what follows.
        ZipForge.U16((ushort)(tar.Length - at - zip.Length)).CopyTo(tar, at + zip.Length - 2);
        await Inspecting.ExpectAsync("zip-behind-another-file", tar);
    }

    [Fact]
    public async Task Links_with_long_paths_in_thousands_cost_little_memory()
    {
        var folder = string.Join('/', Enumerable.Repeat("a", 2_000));
        var tar = TarForge.Of([.. Enumerable.Range(0, 2_000).SelectMany(i =>
            new[] { TarForge.Pax(("path", $"{folder}/{i}")), TarForge.Entry("l", [], '2', link: "x") })]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, tar);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / tar.Length, 0, 60);
        await Inspecting.ExpectAsync("path-through-a-link", [.. tar[..^1024], .. TarForge.Of(TarForge.Pax(("path", $"{folder.ToUpperInvariant()}/7/x")), TarForge.Entry("b", [1]))]);
    }

    [Fact]
    public async Task Long_names_are_judged_whichever_header_holds_them()
    {
        var name = $"{new string('d', 90)}/../../../etc/cron.d/x";
        await Inspecting.ExpectAsync("path-traversal", TarForge.Of(TarForge.Pax(("path", name)), TarForge.Entry("a", [1])));
        await Inspecting.ExpectAsync("path-traversal", TarForge.Of(TarForge.Entry("././@LongLink", Encoding.UTF8.GetBytes(name), 'L'), TarForge.Entry("a", [1])));
    }

    [Fact]
    public async Task Where_two_unpackers_would_read_two_things_it_is_suspicious()
    {
        await Inspecting.ExpectAsync(
            "tar-with-two-sizes-for-an-entry", TarForge.Of(TarForge.Pax(("size", "1024")), TarForge.Entry("a", [], size: "00000000000\0"), new byte[1024]));
        await Inspecting.ExpectAsync("tar-with-two-sizes-for-an-entry", TarForge.Of(TarForge.Entry("d/", [1], '5')));
        await Inspecting.ExpectAsync("tar-with-two-sizes-for-an-entry", TarForge.Of(TarForge.Entry("l", [1], '1', link: "a")));
    }

    [Fact]
    public async Task Links_that_lead_out_are_suspicious_and_paths_that_lead_through_links_too()
    {
        static byte[] Link(string name, string target, char type = '2') => TarForge.Entry(name, [], type, link: target);

        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, TarForge.Of(Link("node_modules/.bin/x", "../x/cli.js"), Link("lib64", "lib"), Link("y", "a/b", '1')));
        await Inspecting.ExpectAsync("link-out-of-the-archive", TarForge.Of(Link("bin/x", "../../y")));
        await Inspecting.ExpectAsync("link-out-of-the-archive", TarForge.Of(Link("a/b", "../y", '1')));
        await Inspecting.ExpectAsync("link-out-of-the-archive", TarForge.Of(Link("x", "/etc")));
        await Inspecting.ExpectAsync("link-out-of-the-archive", TarForge.Of(TarForge.Pax(("linkpath", "/etc")), Link("x", "y")));
        await Inspecting.ExpectAsync("path-through-a-link", TarForge.Of(Link("x", "."), TarForge.Entry("./X/authorized_keys", [1])));
    }

    [Fact]
    public async Task A_file_with_holes_was_not_looked_at()
    {
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Unsupported, TarForge.Of(TarForge.Entry("a", [1], 'S')));
        await Inspecting.ExpectAsync(
            ScanVerdict.NotScanned, NotScannedReason.Unsupported, TarForge.Of(TarForge.Pax(("GNU.sparse.major", "1")), TarForge.Entry("a", [1])));
    }

    [Theory]
    [InlineData('0', "77777777777\0")]
    [InlineData('0', "zzzzzzzzzzz\0")]
    [InlineData('0', "-0000000001\0")]
    [InlineData('0', "\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF")]
    [InlineData('0', "\u0080\u007F\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF")]
    [InlineData('0', "\u0080\0\0\0\u007F\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF")]
    [InlineData('x', "17777777777\0")]
    [InlineData('L', "17777777777\0")]
    public async Task Sizes_that_lie_are_damage_and_cost_nothing(char type, string size)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Corrupt, TarForge.Of(TarForge.Header("a", type, size)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData("5 a=b\n")]
    [InlineData("99 a=b\n")]
    [InlineData("x a=b\n")]
    [InlineData("0 a=b\n")]
    [InlineData("2 ")]
    [InlineData("8 size=x\n")]
    [InlineData("12 size=-12\n")]
    [InlineData("99999999999999999999 a=b\n")]
    [InlineData("11 path=b\n", 'g')]
    public async Task Extended_headers_that_are_none_are_damage(string text, char type = 'x') => await Inspecting.ExpectAsync(
        ScanVerdict.NotScanned, NotScannedReason.Corrupt, TarForge.Of(TarForge.Entry("pax", Encoding.ASCII.GetBytes(text), type), TarForge.Entry("a", [1])));

    [Fact]
    public async Task An_end_that_is_missing_or_hides_something_is_damage()
    {
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Corrupt, TarForge.Entry("a", [1]));
        await Inspecting.ExpectAsync(
            ScanVerdict.NotScanned, NotScannedReason.Corrupt, [.. TarForge.Of(TarForge.Entry("a", [1])), .. TarForge.Of(TarForge.Entry("b", [1]))]);
    }
}
