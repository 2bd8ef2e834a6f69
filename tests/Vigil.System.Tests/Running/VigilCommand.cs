using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Vigil.SystemTests.Running;

/// <summary>Runs the command line as a user does: in a process of its own.</summary>
internal static class VigilCommand
{
    private static readonly string s_assembly = Path.Combine(AppContext.BaseDirectory, "vigil-cli.dll");

    /// <summary>Runs to the end, with nothing to read and nobody to ask.</summary>
    public static async Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Process.Start(Describe(environment, arguments))!;
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Eventually.Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>How to start <c>vigil</c> with these arguments; nothing of the caller's own set-up reaches it.</summary>
    public static ProcessStartInfo Describe(IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [s_assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsVigils).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static bool IsVigils(string name) =>
        name is "Storage" or "Evidence" || name.StartsWith("VIGIL_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || name.Contains("__", StringComparison.Ordinal);
}

/// <summary>What a command left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>This result, when the exit code is the expected one.</summary>
    public CommandResult Ended(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode} instead of {exitCode}.\n{Output}\n{Errors}");
        return this;
    }
}
