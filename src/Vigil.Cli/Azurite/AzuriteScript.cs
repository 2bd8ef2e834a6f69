namespace Vigil.Cli.Azurite;

/// <summary>Where Azurite is installed.</summary>
internal static class AzuriteScript
{
    public const string HowToInstall = "install Node.js 20 or later, then type: npm install -g azurite@3.35.0";

    private static readonly string s_inPackage = Path.Combine("node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>The script that Node.js runs: of the build output, where <c>./vigil test</c> installs it, or of a directory of the path; null when there is none.</summary>
    public static string? Find()
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return paths.Any(HasNode) ? InBuildOutput() ?? paths.Select(OnPath).FirstOrDefault(p => p is not null) : null;
    }

    private static bool HasNode(string directory) => File.Exists(Path.Combine(directory, OperatingSystem.IsWindows() ? "node.exe" : "node"));

    private static string? InBuildOutput()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "azurite", s_inPackage);
            if (folder.Name == "artifacts" && File.Exists(script))
            {
                return script;
            }
        }

        return null;
    }

    /// <summary>npm puts a link to the script there, or on Windows a command beside its packages.</summary>
    private static string? OnPath(string directory)
    {
        var beside = Path.Combine(directory, s_inPackage);
        if (File.Exists(beside))
        {
            return beside;
        }

        var link = new FileInfo(Path.Combine(directory, "azurite"));
        return link.Exists && link.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target ? target.FullName : null;
    }
}
