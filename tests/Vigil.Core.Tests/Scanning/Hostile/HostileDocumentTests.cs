using System.IO.Compression;
using System.Text;
using Vigil.Core.Scanning;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Hostile;

public sealed class HostileDocumentTests
{
    private const string Script = "<< /S /JavaScript /JS (app.alert(1)) >>";

    [Theory]
    [InlineData("<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n")]
    [InlineData("<< /Type /Obj#53tm /Filter /FlateDecode >>\nstream\r\n")]
    [InlineData("<< /Type /#4f#62#6a#53#74#6D >>stream\n")]
    public async Task Scripts_in_object_streams_are_found_however_those_are_announced(string dictionary)
    {
        await Inspecting.ExpectAsync("pdf-script", Pdf(dictionary, Deflated(Script)));
        for (var before = 65_470; before < 65_560; before += 7)
        {
            await Inspecting.ExpectAsync("pdf-script", Pdf(new string(' ', before) + dictionary, Deflated(Script)));
        }

        await Inspecting.ExpectAsync("pdf-script", Pdf(dictionary.Replace("stream", new string(' ', 200_000) + "stream", StringComparison.Ordinal), Deflated(Script)));
    }

    [Fact]
    public async Task An_object_stream_in_another_encoding_was_not_looked_at() => await Inspecting.ExpectAsync(
        ScanVerdict.NotScanned, NotScannedReason.Unsupported,
        Pdf("<< /Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n", Encoding.ASCII.GetBytes(Convert.ToHexString(Deflated(Script)))));

    [Fact]
    public async Task A_pdf_behind_the_head_of_another_file_is_seen_and_looked_into()
    {
        foreach (var head in new byte[][] { [.. "GIF89a"u8], [.. "MZ"u8, .. new byte[500]], [0xFF, 0xD8, 0xFF, 0xE0] })
        {
            byte[] both = [.. head, .. Pdf(Script, [])];
            await Inspecting.ExpectAsync("pdf-behind-another-file", both);
            await Inspecting.ExpectAsync("pdf-script", both);
        }

        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, ZipForge.Of(new ForgedEntry("a.pdf", Pdf("<< >>", []))));
    }

    [Theory]
    [InlineData("_vba_Project", "office-macros")]
    [InlineData("equation native", "office-equation-object")]
    public async Task Names_in_compound_files_have_no_case(string name, string trait) => await Inspecting.ExpectAsync(
        trait, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1_000], .. Encoding.Unicode.GetBytes(name), .. new byte[100]]);

    [Theory]
    [InlineData("{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata 0105}}", "rtf-embedded-object")]
    [InlineData("{\\object\\objautlink\\objupdate}", "rtf-embedded-object")]
    [InlineData("{\\*\\template http://example.com/a.dotm}", "rtf-template")]
    public async Task Objects_and_templates_in_rtf_are_suspicious(string part, string trait)
    {
        await Inspecting.ExpectAsync(trait, Encoding.ASCII.GetBytes("{\\rtf1 " + new string('x', 65_530) + part + "}"));
        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, "{\\rtf1 Plain text of an object.}"u8.ToArray());
    }

    [Fact]
    public async Task Containers_that_are_not_taken_apart_were_not_looked_at()
    {
        foreach (var head in new byte[][]
        {
            [.. "xar!"u8], [.. "070701"u8], [0x60, 0xEA], [0x1F, 0x9D], [.. "!<arch>\n"u8], [.. "Received: from x"u8],
            [.. "From: a@b.c\r\nMIME-Version: 1.0\r\n"u8], [.. "From a@b.c Mon\nSubject: x\n"u8], [.. new byte[32_769], .. "CD001"u8],
        })
        {
            await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Unsupported, [.. head, .. new byte[100]]);
        }
    }

    private static byte[] Pdf(string before, byte[] data) =>
        [.. Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj {before}"), .. data, .. "\nendstream\n%%EOF"u8];

    private static byte[] Deflated(string text)
    {
        using var file = new MemoryStream();
        using (var deflate = new ZLibStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.Latin1.GetBytes(text));
        }

        return file.ToArray();
    }
}
