using System.IO.Compression;
using Vigil.Core.Scanning.Inspection.Documents;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Takes a zip file apart, and tells what its form gives away. Also Office documents since 2007, Java archives and packages.</summary>
internal sealed class ZipWalk(Stream file, FileInspector inspector, int depth)
{
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    private static readonly (string Part, string Trait)[] s_officeParts =
    [
        ("vbaProject.bin", "office-macros"),
        ("/macrosheets/", "office-macros"),
        ("/embeddings/oleObject", "office-embedded-object"),
    ];

    private static readonly byte[] s_entry = "PK\u0003\u0004"u8.ToArray();

    private readonly ZipLayout _layout = new(file);
    private readonly ArchivePaths _paths = new(inspector.Inspection);

    private Inspection Inspection => inspector.Inspection;

    /// <summary>False where there is no zip file.</summary>
    public async ValueTask<bool> RunAsync(CancellationToken cancellationToken)
    {
        var directory = new ZipDirectory(file);
        if (!await directory.OpenAsync(cancellationToken))
        {
            return false;
        }

        if (directory.Before > 0)
        {
            // Of two archives in a row one unpacker opens the first, another the second.
            Inspection.Suspect("zip-behind-another-file");
        }

        if (directory.Behind != 0)
        {
            Inspection.Miss(NotScannedReason.Corrupt);
        }

        while (await directory.NextAsync(cancellationToken) is { } entry)
        {
            Inspection.CountEntry();
            await InspectAsync(directory, entry, cancellationToken);
        }

        if (!directory.IsCountRight)
        {
            Inspection.Suspect("zip-with-hidden-entries");
        }

        await _layout.JudgeAsync(directory.Before, directory.Start, Inspection, cancellationToken);
        return true;
    }

    private async ValueTask InspectAsync(ZipDirectory directory, ZipEntryHeader entry, CancellationToken cancellationToken)
    {
        JudgeName(entry.Name);
        if (entry.UnicodeName is { } unicode)
        {
            JudgeName(unicode);
        }

        var (start, ownName, agrees) = await directory.LocateAsync(entry, cancellationToken);
        _layout.Add(entry.HeaderAt, start + entry.Packed);
        if (ownName != entry.Name)
        {
            // One unpacker believes the directory, another the entry.
            Inspection.Suspect("zip-with-two-names-for-an-entry");
            JudgeName(ownName);
        }

        if (!agrees)
        {
            Inspection.Suspect("zip-with-two-headers-for-an-entry");
        }

        if (entry.IsEncrypted)
        {
            Inspection.Miss(NotScannedReason.Encrypted);
        }
        else if (entry.Method is not (Stored or Deflated))
        {
            Inspection.Miss(NotScannedReason.Unsupported);
        }
        else if (entry.Packed > 0)
        {
            await OpenAsync(start, entry, cancellationToken);
            await JudgeEndAsync(start, entry, cancellationToken);
        }
    }

    /// <summary>Who unpacks from entry to entry may find others in such content. An archive of its own was looked into.</summary>
    private async ValueTask JudgeEndAsync(long start, ZipEntryHeader entry, CancellationToken cancellationToken)
    {
        if (!entry.HasNoEnd || (await ZipBytes.ReadAsync(file, start, (int)Math.Min(4, entry.Packed), cancellationToken)).AsSpan().SequenceEqual(s_entry))
        {
            return;
        }

        if ((await PatternSearch.RunAsync(new SliceStream(file, start, entry.Packed), [s_entry], null, Inspection, cancellationToken))[0])
        {
            Inspection.Suspect("zip-with-hidden-entries");
        }
    }

    private async ValueTask OpenAsync(long start, ZipEntryHeader entry, CancellationToken cancellationToken)
    {
        var packed = new SliceStream(file, start, entry.Packed);
        await using (var content = entry.Method == Stored ? (Stream)packed : new DeflateStream(packed, CompressionMode.Decompress))
        {
            await using var unpacked = new UnpackedStream(content, Inspection, entry.Packed);
            await (entry.IsLink
                ? FollowAsync(entry.Name, unpacked, cancellationToken)
                : inspector.InspectEntryAsync(entry.Name, unpacked, depth, cancellationToken));
        }

        if (!packed.IsUsedUp)
        {
            // Compressed data that ends before its entry does: something lies behind it.
            Inspection.Miss(NotScannedReason.Corrupt);
        }
    }

    private async ValueTask FollowAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var target = new byte[4096];
        var length = await content.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellationToken);
        _paths.Link(name, EntryName.Of(target.AsSpan(0, length)), isHard: false);
    }

    private void JudgeName(string name)
    {
        _paths.Entry(name);
        foreach (var (part, trait) in s_officeParts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                Inspection.Suspect(trait);
            }
        }
    }
}
