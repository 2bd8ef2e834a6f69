using System.Formats.Tar;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Takes a tar file apart.</summary>
internal static class TarWalk
{
    public static async ValueTask RunAsync(Stream file, FileInspector inspector, int depth, CancellationToken cancellationToken)
    {
        var inspection = inspector.Inspection;
        file.Position = 0;
        await using var tar = new TarReader(file, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            inspection.CountEntry();
            foreach (var trait in NameRules.OfEntry(entry.Name))
            {
                inspection.Suspect(trait);
            }

            if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink && NameRules.OfEntry(entry.LinkName).Any())
            {
                inspection.Suspect("link-out-of-the-archive");
            }

            if (entry.DataStream is { } data)
            {
                await using var unpacked = new UnpackedStream(data, inspection, entry.Length);
                await inspector.InspectEntryAsync(entry.Name, unpacked, depth, cancellationToken);
            }
        }
    }
}
