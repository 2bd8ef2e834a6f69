namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Takes a tar file apart.</summary>
internal static class TarWalk
{
    public static async ValueTask RunAsync(Stream file, FileInspector inspector, int depth, CancellationToken cancellationToken)
    {
        var inspection = inspector.Inspection;
        var directory = new TarDirectory(file);
        var paths = new ArchivePaths(inspection);
        var contents = new List<(long Start, long End)>();
        while (await directory.NextAsync(cancellationToken) is { } entry)
        {
            inspection.CountEntry();
            paths.Entry(entry.Name);
            if (entry.IsAmbiguous)
            {
                inspection.Suspect("tar-with-two-sizes-for-an-entry");
            }

            if (entry.IsSparse)
            {
                // Where its headers end depends on the map.
                throw new InspectionEndedException(NotScannedReason.Unsupported);
            }

            if (entry.IsLink)
            {
                paths.Link(entry.Name, entry.LinkName, entry.IsHardLink);
            }
            else if (entry.HasContent && entry.Size > 0)
            {
                contents.Add((entry.Start, entry.Start + entry.Size));
                await using var unpacked = new UnpackedStream(new SliceStream(file, entry.Start, entry.Size), inspection, entry.Size);
                await inspector.InspectEntryAsync(entry.Name, unpacked, depth, cancellationToken);
            }
        }

        if (!directory.IsWhole)
        {
            inspection.Miss(NotScannedReason.Corrupt);
        }

        if (await ZipEnd.FindAsync(file, cancellationToken) is { } zip && !contents.Exists(c => c.Start <= zip.Before && zip.Start + zip.Size <= c.End))
        {
            // A zip file that is an entry was looked into; of this one the tar file knows nothing.
            inspection.Suspect("zip-behind-another-file");
        }
    }
}
