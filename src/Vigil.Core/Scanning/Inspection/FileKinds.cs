using System.Text;
using Vigil.Core.Scanning.Inspection.Archives;

namespace Vigil.Core.Scanning.Inspection;

/// <summary>Tells kinds of files by their first bytes.</summary>
public static class FileKinds
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadLength = 1024;

    private static readonly (byte[] Magic, FileKind Kind)[] s_magic =
    [
        ([0x50, 0x4B, 0x03, 0x04], FileKind.Zip),
        ([0x50, 0x4B, 0x05, 0x06], FileKind.Zip),
        ([0x1F, 0x8B], FileKind.Gzip),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("Rar!\x1A\a"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("BZh"), FileKind.OtherArchive),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], FileKind.OtherArchive),
        ([0x28, 0xB5, 0x2F, 0xFD], FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("MSCF"), FileKind.OtherArchive),
        ([0x60, 0xEA], FileKind.OtherArchive),
        ([0x1F, 0x9D], FileKind.OtherArchive),
        ([0x04, 0x22, 0x4D, 0x18], FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("LZIP"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("07070"), FileKind.OtherArchive),
        ([0xC7, 0x71], FileKind.OtherArchive),
        ([0x71, 0xC7], FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("xar!"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("!<arch>"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("ITSF"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("SZDD"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("KWAJ"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("MSWIM"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("vhdxfile"), FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("(This file must be converted with BinHex"), FileKind.OtherArchive),
        ([0x78, 0x9F, 0x3E, 0x22], FileKind.OtherArchive),
        (Encoding.ASCII.GetBytes("MZ"), FileKind.Program),
        ([0x7F, 0x45, 0x4C, 0x46], FileKind.Program),
        ([0xFE, 0xED, 0xFA, 0xCE], FileKind.Program),
        ([0xFE, 0xED, 0xFA, 0xCF], FileKind.Program),
        ([0xCE, 0xFA, 0xED, 0xFE], FileKind.Program),
        ([0xCF, 0xFA, 0xED, 0xFE], FileKind.Program),
        ([0xCA, 0xFE, 0xBA, 0xBE], FileKind.Program),
        (Encoding.ASCII.GetBytes("#!"), FileKind.Script),
        ([0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00], FileKind.Shortcut),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], FileKind.Compound),
        (Encoding.ASCII.GetBytes("{\\rt"), FileKind.Rtf),
        ([0x89, 0x50, 0x4E, 0x47], FileKind.Image),
        ([0xFF, 0xD8, 0xFF], FileKind.Image),
        (Encoding.ASCII.GetBytes("GIF8"), FileKind.Image),
        (Encoding.ASCII.GetBytes("II*\0"), FileKind.Image),
        (Encoding.ASCII.GetBytes("MM\0*"), FileKind.Image),
    ];

    public static FileKind Of(ReadOnlySpan<byte> head)
    {
        // First of all: a name in its header could look like anything, and content of its first entry too.
        if (TarHeader.IsAt(head))
        {
            return FileKind.Tar;
        }

        foreach (var (magic, kind) in s_magic)
        {
            if (head.StartsWith(magic))
            {
                return kind;
            }
        }

        return IsPdf(head) ? FileKind.Pdf
            : IsMail(head) ? FileKind.OtherArchive
            : IsHtml(head) ? FileKind.Html
            : FileKind.Other;
    }

    /// <summary>Readers look for this in the first kilobyte, not only at the start.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> head) => head.IndexOf("%PDF-"u8) >= 0;

    /// <summary>A message with its attachments, or a mailbox of them.</summary>
    private static bool IsMail(ReadOnlySpan<byte> head) =>
        (head.StartsWith("From "u8) && head.IndexOf("\nSubject:"u8) >= 0) || head.StartsWith("Received:"u8)
        || head.StartsWith("Return-Path:"u8) || head.IndexOf("\nMIME-Version:"u8) >= 0 || head.IndexOf("\nMime-Version:"u8) >= 0;

    private static bool IsHtml(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart("\uFEFF \t\r\n"u8);
        return StartsWith(text, "<!doctype html"u8) || StartsWith(text, "<html"u8) || StartsWith(text, "<script"u8);
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        text.Length >= lower.Length && Ascii.EqualsIgnoreCase(text[..lower.Length], lower);
}
