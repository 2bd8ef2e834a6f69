using System.Buffers;
using System.IO.Compression;

namespace Vigil.Core.Scanning.Inspection.Documents;

/// <summary>What a PDF would do when it is opened: scripts and launched programs, also in compressed object streams (ISO 32000-1, 7.5.7).</summary>
internal static class PdfRules
{
    private const int MaxObjectStreamBytes = 16 << 20;

    private static readonly byte[][] s_names =
        ["/JavaScript"u8.ToArray(), "/Launch"u8.ToArray(), "/Encrypt"u8.ToArray(), "/EmbeddedFile"u8.ToArray()];

    public static async ValueTask RunAsync(Stream file, Inspection inspection, CancellationToken cancellationToken)
    {
        file.Position = 0;
        Judge(await PatternSearch.RunAsync(file, s_names, Unescape, inspection, cancellationToken), inspection);
        foreach (var start in await new PdfObjectStreams(file, inspection).FindAsync(cancellationToken))
        {
            await LookIntoAsync(file, start, inspection, cancellationToken);
        }
    }

    private static void Judge(bool[] found, Inspection inspection)
    {
        if (found[0])
        {
            inspection.Suspect("pdf-script");
        }

        if (found[1])
        {
            inspection.Suspect("pdf-launch");
        }

        if (found[2])
        {
            inspection.Miss(NotScannedReason.Encrypted);
        }

        if (found[3])
        {
            // A file in the file, which is not taken out here.
            inspection.Miss(NotScannedReason.Unsupported);
        }
    }

    /// <summary>Names may be written with <c>#</c> and two digits for a character, as in <c>/Java#53cript</c>.</summary>
    private static int Unescape(Memory<byte> window) => Unescape(window.Span);

    public static int Unescape(Span<byte> bytes)
    {
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'#' && i + 2 < bytes.Length
                && Convert.FromHexString(bytes.Slice(i + 1, 2), bytes.Slice(length, 1), out _, out _) == OperationStatus.Done)
            {
                i += 2;
            }
            else
            {
                bytes[length] = bytes[i];
            }

            length++;
        }

        return length;
    }

    private static async ValueTask LookIntoAsync(Stream file, long start, Inspection inspection, CancellationToken cancellationToken)
    {
        file.Position = Math.Min(start, file.Length);
        try
        {
            await using var inflated = new ZLibStream(file, CompressionMode.Decompress, leaveOpen: true);
            await using var counted = new UnpackedStream(inflated, inspection, MaxObjectStreamBytes / inspection.Limits.MaxRatio);
            Judge(await PatternSearch.RunAsync(counted, s_names, Unescape, inspection, cancellationToken), inspection);
        }
        catch (InvalidDataException)
        {
            // Encoded in another way, or twice, or damaged.
            inspection.Miss(NotScannedReason.Unsupported);
        }
    }
}
