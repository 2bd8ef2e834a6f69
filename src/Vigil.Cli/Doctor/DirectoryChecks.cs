namespace Vigil.Cli.Doctor;

/// <summary>Whether the data directory can hold data.</summary>
internal static class DirectoryChecks
{
    private const string Name = "data directory";
    private const string ProbeName = ".vigil-doctor";

    /// <summary>Less than this is filled within hours by a busy sender.</summary>
    private const long LittleSpace = 1L << 30;

    public static IReadOnlyList<Check> Run(DirectoryInfo directory)
    {
        var existing = directory;
        while (existing is { Exists: false, Parent: { } parent })
        {
            existing = parent;
        }

        return [Writable(directory, existing), Space(existing)];
    }

    private static Check Writable(DirectoryInfo directory, DirectoryInfo existing)
    {
        try
        {
            var probe = Path.Combine(existing.FullName, $"{ProbeName}-{Environment.ProcessId}");
            File.WriteAllText(probe, string.Empty);
            File.Delete(probe);
            return Check.Fine(Name, directory.Exists ? directory.FullName : $"{directory.FullName} will be created");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Check.Wrong(Name, $"{existing.FullName} cannot be written", "Give yourself the right to, or name another directory with --data.");
        }
    }

    private static Check Space(DirectoryInfo existing)
    {
        try
        {
            var free = new DriveInfo(existing.FullName).AvailableFreeSpace;
            var found = FormattableString.Invariant($"{free / (double)(1 << 30):0.#} GiB free");
            return free >= LittleSpace
                ? Check.Fine("disk", found)
                : Check.Wrong("disk", found, "Free some space, or name a directory on another disk with --data: a full disk answers senders 503.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Check.Note("disk", exception.Message, "Look yourself whether there is space.");
        }
    }
}
