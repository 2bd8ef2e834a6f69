namespace Vigil.Testing;

/// <summary>Where the checkout is, and what lies beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>functions.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Real alerts for the tests, when the checkout has them beside it; else null.</summary>
    public static string? Payloads { get; } = Beside("payloads");

    /// <summary>The resolved OCSF schemas, when the checkout has them beside it; else null.</summary>
    public static string? OcsfSchemas { get; } = Beside("ocsf");

    private static string? Beside(string folder)
    {
        var path = Path.Combine(Root, "..", "shared", folder);
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "functions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the test binaries holds functions.sln.");
    }
}
