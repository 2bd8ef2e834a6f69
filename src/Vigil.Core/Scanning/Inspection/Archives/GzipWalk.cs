using System.IO.Compression;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Takes a gzip file apart: one file in it, or several members that are one.</summary>
internal static class GzipWalk
{
    /// <summary>Header, an empty block and the trailer (RFC 1952). What is shorter unpacks to nothing without an error.</summary>
    private const int MinLength = 10 + 2 + 8;

    public static async ValueTask RunAsync(Stream file, string name, FileInspector inspector, int depth, CancellationToken cancellationToken)
    {
        inspector.Inspection.CountEntry();
        if (file.Length < MinLength)
        {
            inspector.Inspection.Miss(NotScannedReason.Corrupt);
            return;
        }

        var packed = new SliceStream(file, 0, file.Length);
        await using (var gzip = new GZipStream(packed, CompressionMode.Decompress))
        {
            await using var unpacked = new UnpackedStream(gzip, inspector.Inspection, file.Length);
            await inspector.InspectEntryAsync(NameOf(name), unpacked, depth, cancellationToken);
        }

        if (!packed.IsUsedUp)
        {
            // The framework stops at what is no member; gzip goes on behind zeros.
            inspector.Inspection.Miss(NotScannedReason.Corrupt);
        }
    }

    private static string NameOf(string name) =>
        name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) ? string.Concat(name.AsSpan(0, name.Length - 4), ".tar")
        : name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3]
        : name;
}
