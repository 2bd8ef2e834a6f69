using System.Text;

namespace Vigil.Core.Scanning.Inspection;

/// <summary>Tells kinds of files by their first bytes.</summary>
public static class FileKinds
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadLength = 1024;

    private const int TarMagicAt = 257;

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
        foreach (var (magic, kind) in s_magic)
        {
            if (head.StartsWith(magic))
            {
                return kind;
            }
        }

        // Readers look for this in the first kilobyte, not only at the start.
        return head.IndexOf("%PDF-"u8) >= 0 ? FileKind.Pdf
            : head.Length > TarMagicAt + 5 && head[TarMagicAt..].StartsWith("ustar"u8) ? FileKind.Tar
            : IsHtml(head) ? FileKind.Html
            : FileKind.Other;
    }

    private static bool IsHtml(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart("\uFEFF \t\r\n"u8);
        return StartsWith(text, "<!doctype html"u8) || StartsWith(text, "<html"u8) || StartsWith(text, "<script"u8);
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        text.Length >= lower.Length && Ascii.EqualsIgnoreCase(text[..lower.Length], lower);
}
