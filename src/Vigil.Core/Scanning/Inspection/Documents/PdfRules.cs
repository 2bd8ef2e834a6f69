using System.Buffers;
using System.IO.Compression;

namespace Vigil.Core.Scanning.Inspection.Documents;

/// <summary>What a PDF would do when it is opened: scripts and launched programs, also in compressed object streams (ISO 32000-1, 7.5.7).</summary>
internal static class PdfRules
{
    private const int MaxObjectStreams = 2_000;
    private const int MaxObjectStreamBytes = 16 << 20;

    private static readonly byte[][] s_names =
        ["/JavaScript"u8.ToArray(), "/Launch"u8.ToArray(), "/Encrypt"u8.ToArray()];

    public static async ValueTask RunAsync(Stream file, Inspection inspection, CancellationToken cancellationToken)
    {
        file.Position = 0;
        Judge(await PatternSearch.RunAsync(file, s_names, Unescape, inspection, cancellationToken), inspection);
        foreach (var start in await ObjectStreamsAsync(file, inspection, cancellationToken))
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
    }

    /// <summary>Names may be written with <c>#</c> and two digits for a character, as in <c>/Java#53cript</c>.</summary>
    private static int Unescape(Memory<byte> window)
    {
        var bytes = window.Span;
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

    /// <summary>Where the data of each object stream starts.</summary>
    private static async ValueTask<List<long>> ObjectStreamsAsync(Stream file, Inspection inspection, CancellationToken cancellationToken)
    {
        var starts = new List<long>();
        var window = new byte[64 * 1024];
        const int overlap = 1024;
        var kept = 0;
        file.Position = 0;
        int count;
        while ((count = await file.ReadAtLeastAsync(window.AsMemory(kept), window.Length - kept, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            inspection.CheckTime();
            Collect(window.AsSpan(0, kept + count), file.Position - kept - count, starts);
            if (starts.Count > MaxObjectStreams)
            {
                throw new InspectionEndedException(NotScannedReason.Limits);
            }

            var keep = Math.Min(overlap, kept + count);
            window.AsSpan(kept + count - keep, keep).CopyTo(window);
            kept = keep;
        }

        return starts;
    }

    private static void Collect(ReadOnlySpan<byte> window, long at, List<long> starts)
    {
        for (var i = 0; window[i..].IndexOf("/ObjStm"u8) is var next and >= 0; i += next + 7)
        {
            var head = window[(i + next)..];
            var keyword = head.IndexOf("stream"u8);
            if (keyword < 0)
            {
                return;
            }

            var data = i + next + keyword + 6;
            data += window[data..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1;
            if (!starts.Contains(at + data))
            {
                starts.Add(at + data);
            }
        }
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
            // Not deflated, or not an object stream at all: what is plain was seen already.
        }
    }
}
