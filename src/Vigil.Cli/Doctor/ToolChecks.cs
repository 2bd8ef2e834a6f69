using System.Diagnostics;

namespace Vigil.Cli.Doctor;

/// <summary>The tools that Vigil is built and run with.</summary>
internal static class ToolChecks
{
    private const string OnlyWithFunctions = "Needed only to run Vigil as Azure Functions on this machine; './vigil up' does without.";

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellationToken)
    {
        var versions = await Task.WhenAll(
            VersionAsync("dotnet", cancellationToken), VersionAsync("func", cancellationToken), VersionAsync("node", cancellationToken));
        return [Sdk(versions[0]), FunctionsTools(versions[1]), Node(versions[2])];
    }

    internal static Check Sdk(string? version) =>
        version is null ? Check.Wrong("dotnet", "not found, or no SDK that global.json allows", "Install the .NET 10 SDK from https://dotnet.microsoft.com/download.")
        : Major(version) >= 10 ? Check.Fine("dotnet", $"SDK {version}, runtime {Environment.Version}")
        : Check.Wrong("dotnet", $"SDK {version}", "Install the .NET 10 SDK from https://dotnet.microsoft.com/download.");

    internal static Check FunctionsTools(string? version) =>
        version is null ? Check.Note("func", "not found", $"npm install -g azure-functions-core-tools@4. {OnlyWithFunctions}")
        : Major(version) >= 4 ? Check.Fine("func", $"Functions Core Tools {version}")
        : Check.Note("func", $"Functions Core Tools {version}", $"Version 4 is needed: npm install -g azure-functions-core-tools@4. {OnlyWithFunctions}");

    internal static Check Node(string? version) =>
        version is null ? Check.Note("node", "not found", $"Install Node.js 20 or later: Azurite runs on it. {OnlyWithFunctions}")
        : Check.Fine("node", version);

    private static int Major(string version) => int.TryParse(version.TrimStart('v').Split('.')[0], out var major) ? major : 0;

    /// <summary>The first line that the tool prints about itself; null when it cannot be run.</summary>
    private static async Task<string?> VersionAsync(string tool, CancellationToken cancellationToken)
    {
        // On Windows npm installs scripts, which only the shell finds.
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", tool, "--version"]) : new ProcessStartInfo(tool, ["--version"]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        try
        {
            using var process = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_timeout);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 && output.Trim() is { Length: > 0 } text ? text.Split('\n')[0].Trim() : null;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
