namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>The paths of one archive's entries: where unpacking would write, also by way of links.</summary>
internal sealed class ArchivePaths(Inspection inspection)
{
    /// <summary>No system takes longer ones.</summary>
    private const int MaxLength = 4096;

    private readonly HashSet<string> _links = new(StringComparer.OrdinalIgnoreCase);

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

        if (_links.Count > 0 && FoldersOf(name).Any(_links.Contains))
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

        _links.Add(string.Join('/', Parts(name)));
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

    private static IEnumerable<string> FoldersOf(string name)
    {
        var parts = Parts(name);
        return Enumerable.Range(1, Math.Max(0, parts.Length - 1)).Select(n => string.Join('/', parts[..n]));
    }

    private static string[] Parts(string path) =>
        [.. path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".")];
}
