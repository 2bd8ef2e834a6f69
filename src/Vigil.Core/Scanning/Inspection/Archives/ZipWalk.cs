using System.IO.Compression;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Takes a zip file apart, and tells what its form gives away. Also Office documents since 2007, Java archives and packages.</summary>
internal static class ZipWalk
{
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    private static readonly (string Part, string Trait)[] s_officeParts =
    [
        ("vbaProject.bin", "office-macros"),
        ("/macrosheets/", "office-macros"),
        ("/embeddings/oleObject", "office-embedded-object"),
    ];

    public static async ValueTask RunAsync(Stream file, FileInspector inspector, int depth, CancellationToken cancellationToken)
    {
        var inspection = inspector.Inspection;
        var directory = new ZipDirectory(file);
        if (!await directory.OpenAsync(cancellationToken))
        {
            inspection.Miss(NotScannedReason.Corrupt);
            return;
        }

        if (directory.Before > 0)
        {
            // Of two archives in a row one unpacker opens the first, another the second.
            inspection.Suspect("zip-behind-another-file");
        }

        if (directory.Behind != 0)
        {
            inspection.Miss(NotScannedReason.Corrupt);
        }

        var taken = new List<(long Start, long End)>();
        while (await directory.NextAsync(cancellationToken) is { } entry)
        {
            inspection.CountEntry();
            JudgeName(entry.Name, inspection);
            if (entry.IsEncrypted)
            {
                inspection.Miss(NotScannedReason.Encrypted);
                continue;
            }

            var (start, ownName) = await directory.LocateAsync(entry, cancellationToken);
            if (ownName != entry.Name)
            {
                // One unpacker believes the directory, another the entry.
                inspection.Suspect("zip-with-two-names-for-an-entry");
                JudgeName(ownName, inspection);
            }

            taken.Add((entry.HeaderAt, start + entry.Packed));
            if (!entry.IsDirectory)
            {
                await OpenAsync(file, start, entry, inspector, depth, cancellationToken);
            }
        }

        if (Overlap(taken))
        {
            inspection.Suspect("zip-with-overlapping-entries");
        }
    }

    private static async ValueTask OpenAsync(
        Stream file, long start, ZipEntryHeader entry, FileInspector inspector, int depth, CancellationToken cancellationToken)
    {
        if (entry.Method is not (Stored or Deflated))
        {
            inspector.Inspection.Miss(NotScannedReason.Unsupported);
            return;
        }

        if (entry.Packed < 0 || start + entry.Packed > file.Length)
        {
            throw new InvalidDataException("An entry of the zip file is longer than the file.");
        }

        var packed = new SliceStream(file, start, entry.Packed);
        await using var content = entry.Method == Stored ? (Stream)packed : new DeflateStream(packed, CompressionMode.Decompress);
        await using var unpacked = new UnpackedStream(content, inspector.Inspection, entry.Packed);
        await inspector.InspectEntryAsync(entry.Name, unpacked, depth, cancellationToken);
    }

    private static void JudgeName(string name, Inspection inspection)
    {
        foreach (var trait in NameRules.OfEntry(name))
        {
            inspection.Suspect(trait);
        }

        foreach (var (part, trait) in s_officeParts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                inspection.Suspect(trait);
            }
        }
    }

    private static bool Overlap(List<(long Start, long End)> taken)
    {
        taken.Sort();
        return taken.Zip(taken.Skip(1)).Any(pair => pair.First.End > pair.Second.Start);
    }
}
