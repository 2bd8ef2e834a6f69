namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>The paths of one archive's entries: where unpacking would write, also by way of links.</summary>
internal sealed class ArchivePaths(Inspection inspection)
{
    /// <summary>No system takes longer ones.</summary>
    private const int MaxLength = 4096;

    /// <summary>Links by a hash of their path, in whatever case: thousands of long paths need no memory, and each is looked up in one go.</summary>
    private readonly HashSet<ulong> _links = [];

    public void Entry(string name)
    {
        if (name.Length > MaxLength)
        {
            throw new InvalidDataException("The name of an entry is too long.");
        }

        foreach (var trait in NameRules.OfEntry(name))
        {
            inspection.Suspect(trait);
        }

        if (_links.Count > 0 && Follow(name).IsThroughLink)
        {
            // The link may lead anywhere once all links are made, wherever each of them seems to.
            inspection.Suspect("path-through-a-link");
        }
    }

    /// <param name="target">As the entry states it: relative to its own folder, or for a hard link to the archive's root.</param>
    public void Link(string name, string target, bool isHard)
    {
        var path = target.Replace('\\', '/');
        var depth = isHard ? 0 : Parts(name).Length - 1;
        if (path.StartsWith('/') || path.Length > MaxLength || (path.Length > 1 && path[1] == ':') || Leaves(path, depth))
        {
            inspection.Suspect("link-out-of-the-archive");
        }

        _links.Add(Follow(name).Hash);
    }

    private static bool Leaves(string path, int depth)
    {
        foreach (var part in Parts(path))
        {
            depth += part == ".." ? -1 : 1;
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A hash (FNV-1a) of the path, and whether one of the folders on it is a link. Two paths of one hash make an archive suspicious, never a suspicious one
    /// clean.
    /// </summary>
    private (ulong Hash, bool IsThroughLink) Follow(ReadOnlySpan<char> path)
    {
        var (hash, isThroughLink, isFirst) = (14695981039346656037, false, true);
        foreach (var range in path.SplitAny('/', '\\'))
        {
            var part = path[range];
            if (part is "" or ".")
            {
                continue;
            }

            isThroughLink |= !isFirst && _links.Contains(hash);
            isFirst = false;
            foreach (var character in part)
            {
                hash = (hash ^ char.ToUpperInvariant(character)) * 1099511628211;
            }

            hash = (hash ^ '/') * 1099511628211;
        }

        return (hash, isThroughLink);
    }

    private static string[] Parts(string path) =>
        [.. path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".")];
}
