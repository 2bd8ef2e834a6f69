using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Options;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Inspection;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

public sealed class InspectorTests
{
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[100]];
    private static readonly byte[] s_program = [0x4D, 0x5A, .. new byte[200]];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_test_file_is_found_however_deep_it_is_packed()
    {
        var packed = Subjects.Eicar;
        foreach (var pack in new Func<byte[], byte[]>[]
        {
            b => b, b => Archives.Zip(("a.txt", b)), Archives.Gzip, b => Archives.Tar(("b", b)), Archives.Gzip, b => Archives.Zip(("c.zip", b)),
            b => Archives.Tar(("d", new byte[5_000]), ("e", b)),
        })
        {
            packed = pack(packed);
            var answer = await InspectAsync(packed);
            Assert.Equal((ScanVerdict.Malicious, "EICAR-Test-File"), (answer.Verdict, Assert.Single(answer.Findings)));
        }
    }

    [Theory]
    [InlineData("invoice.pdf.exe", "double-extension")]
    [InlineData("invoice.pdf   .exe", "double-extension")]
    [InlineData("photo\u202Egpj.exe", "name-with-direction-marks")]
    [InlineData("a\u0007b.txt", "name-with-control-characters")]
    public async Task Deceiving_names_are_suspicious(string name, string trait) =>
        Assert.Contains(trait, (await InspectAsync([1, 2, 3], name)).Findings);

    [Theory]
    [InlineData("../../etc/cron.d/x", "path-traversal")]
    [InlineData("a/..\\..\\b", "path-traversal")]
    [InlineData("/etc/passwd", "absolute-path")]
    [InlineData("C:\\Windows\\x", "absolute-path")]
    [InlineData("docs/report.pdf.js", "double-extension")]
    [InlineData("word/vbaProject.bin", "office-macros")]
    [InlineData("xl/macrosheets/sheet1.xml", "office-macros")]
    [InlineData("word/embeddings/oleObject1.bin", "office-embedded-object")]
    public async Task Names_of_entries_give_away_what_unpacking_would_do(string name, string trait)
    {
        Assert.Contains(trait, (await InspectAsync(Archives.Zip((name, [1])), "a.zip")).Findings);
        if (!name.StartsWith("word/", StringComparison.Ordinal) && !name.StartsWith("xl/", StringComparison.Ordinal))
        {
            Assert.Contains(trait, (await InspectAsync(Archives.Tar((name, [1])), "a.tar")).Findings);
        }
    }

    [Fact]
    public async Task A_file_is_what_its_content_says()
    {
        Assert.Equal(ScanVerdict.Clean, (await InspectAsync(s_png, "a.png", "image/png")).Verdict);
        Assert.Contains("program-under-another-extension", (await InspectAsync(s_program, "a.pdf")).Findings);
        Assert.Contains("content-is-not-of-extension", (await InspectAsync(s_png, "a.pdf")).Findings);
        Assert.Contains("content-is-not-of-extension", (await InspectAsync([.. s_png, .. "<script>alert(1)</script>"u8], "a.HTML")).Findings);
        Assert.Equal(ScanVerdict.Clean, (await InspectAsync("plain words"u8.ToArray(), "a.html")).Verdict);
        Assert.Contains("content-is-not-of-declared-type", (await InspectAsync(s_png, "a.bin", "application/pdf; v=1")).Findings);
        Assert.Equal(ScanVerdict.Clean, (await InspectAsync(s_program, "setup.exe")).Verdict);
    }

    [Fact]
    public async Task A_zip_behind_another_file_is_seen_and_looked_into()
    {
        var answer = await InspectAsync([.. s_png, .. Archives.Zip(("a", Subjects.Eicar))], "a.png");
        Assert.Equal(ScanVerdict.Malicious, answer.Verdict);
        Assert.Contains("zip-behind-another-file", (await InspectAsync([.. s_png, .. Archives.Zip(("a", [1]))], "a.png")).Findings);
    }

    [Fact]
    public async Task Of_two_archives_in_a_row_neither_hides_the_other()
    {
        byte[] two = [.. Archives.Zip(("first", [1])), .. Archives.Zip(("second", [2]))];
        Assert.Equal(["zip-behind-another-file"], (await InspectAsync(two, "a.zip")).Findings);
        Assert.Equal(NotScannedReason.Corrupt, (await InspectAsync([.. Archives.Zip(("first", [1])), 0], "a.zip")).Reason);
    }

    [Theory]
    [InlineData("<< /S /JavaScript /JS (app.alert(1)) >>", "pdf-script")]
    [InlineData("<< /S /Java#53cript >>", "pdf-script")]
    [InlineData("<< /S /#4aavaScr#69pt >>", "pdf-script")]
    [InlineData("<< /S /Launch /F (cmd.exe) >>", "pdf-launch")]
    public async Task A_pdf_that_acts_is_suspicious_however_it_writes_it(string action, string trait)
    {
        Assert.Equal([trait], (await InspectAsync(Pdf(action), "a.pdf")).Findings);
        var hidden = Encoding.Latin1.GetString(Deflated(Encoding.Latin1.GetBytes(action)));
        Assert.Equal([trait], (await InspectAsync(Pdf($"1 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n{hidden}\nendstream"), "a.pdf")).Findings);
        Assert.Equal([trait], (await InspectAsync(Pdf(new string(' ', 65_530) + action), "a.pdf")).Findings);
    }

    [Fact]
    public async Task What_cannot_be_read_was_not_scanned()
    {
        Assert.Equal(ScanVerdict.Clean, (await InspectAsync(Pdf("<< /Type /Catalog >>"), "a.pdf")).Verdict);
        Assert.Equal(NotScannedReason.Encrypted, (await InspectAsync(Pdf("trailer << /Encrypt 5 0 R >>"), "a.pdf")).Reason);
        Assert.Equal(NotScannedReason.Encrypted, (await InspectAsync(Compound("EncryptedPackage"), "a.docx")).Reason);
        Assert.Equal(["office-macros"], (await InspectAsync(Compound("_VBA_PROJECT"), "a.doc")).Findings);
        Assert.Equal(NotScannedReason.Unsupported, (await InspectAsync([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "a.7z")).Reason);
        var encrypted = Archives.Zip(("a", [1, 2, 3]));
        Patch(encrypted, 0x04034B50, 6, 1);
        Patch(encrypted, 0x02014B50, 8, 1);
        Assert.Equal(NotScannedReason.Encrypted, (await InspectAsync(encrypted, "a.zip")).Reason);
    }

    [Fact]
    public async Task Two_names_for_one_entry_are_suspicious()
    {
        var zip = Archives.Zip(("aaaa", [1]));
        zip["PK\u0003\u0004".Length + 26] = (byte)'b';
        Assert.Contains("zip-with-two-names-for-an-entry", (await InspectAsync(zip, "a.zip")).Findings);
    }

    private static byte[] Pdf(string body) => Encoding.Latin1.GetBytes($"%PDF-1.7\n{body}\n%%EOF");

    private static byte[] Compound(string name) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1_000], .. Encoding.Unicode.GetBytes(name), .. new byte[100]];

    private static byte[] Deflated(byte[] content)
    {
        using var file = new MemoryStream();
        using (var deflate = new ZLibStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return file.ToArray();
    }

    private static void Patch(byte[] zip, uint signature, int at, ushort value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, signature);
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(zip.AsSpan().IndexOf(bytes) + at), value);
    }

    private static async Task<EngineAnswer> InspectAsync(byte[] content, string name = "file.bin", string? declaredType = null) =>
        await new Inspector(Options.Create(new InspectorOptions()), TimeProvider.System).ScanAsync(Subjects.Of(content, name, declaredType), Cancellation);
}
