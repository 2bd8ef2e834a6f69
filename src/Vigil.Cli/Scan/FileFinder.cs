namespace Vigil.Cli.Scan;

/// <summary>The files that paths on a command line stand for: folders with all that is below them, without following links.</summary>
internal static class FileFinder
{
    private static readonly EnumerationOptions s_all = new()
    {
        // Each folder is entered below, so that one that cannot be read is told of and does not end the rest.
        RecurseSubdirectories = false,
        IgnoreInaccessible = false,
        AttributesToSkip = 0,
    };

    /// <summary>Each file in turn; what cannot be read comes with what is wrong with it.</summary>
    public static IEnumerable<FoundFile> Find(IEnumerable<string> paths) =>
        paths.SelectMany(path => Directory.Exists(path) ? Below(path) : [Named(path)]);

    /// <summary>What a user names is meant, also where it is a link.</summary>
    private static FoundFile Named(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var length = ((FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file).Length;
            return new FoundFile(path, length, null, IsSpecial: length == 0 && FileTypes.IsSpecial(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FoundFile(path, 0, exception.Message);
        }
    }

    private static IEnumerable<FoundFile> Below(string root)
    {
        var waiting = new Stack<string>([root]);
        while (waiting.TryPop(out var folder))
        {
            var (entries, fault) = List(folder);
            if (fault is not null)
            {
                yield return new FoundFile(folder, 0, fault);
            }

            foreach (var entry in entries)
            {
                var path = Path.Combine(folder, entry.Name);
                if (entry is DirectoryInfo)
                {
                    waiting.Push(path);
                }
                else
                {
                    yield return Named(path);
                }
            }
        }
    }

    private static (IReadOnlyList<FileSystemInfo> Entries, string? Fault) List(string folder)
    {
        try
        {
            return ([.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", s_all).Where(e => e.LinkTarget is null).OrderBy(e => e.Name, StringComparer.Ordinal)], null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ([], exception.Message);
        }
    }
}

/// <summary>A file to scan.</summary>
/// <param name="Path">As the user would type it.</param>
/// <param name="Fault">What keeps it from being read; null when nothing is known to.</param>
/// <param name="IsSpecial">A pipe, a socket or a device.</param>
internal readonly record struct FoundFile(string Path, long Length, string? Fault, bool IsSpecial = false);
