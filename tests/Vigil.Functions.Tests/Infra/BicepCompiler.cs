using System.Diagnostics;
using System.Reflection;
using Vigil.Testing;
using Xunit;

namespace Vigil.Functions.Tests.Infra;

/// <summary>The Bicep compiler: of the package that the build restored, else of the path.</summary>
internal static class BicepCompiler
{
    private static readonly Lazy<Output> s_template = new(() => Run("build", "main.bicep"));
    private static readonly Lazy<Output> s_parameters = new(() => Run("build-params", "main.bicepparam"));

    /// <summary>The compiled template, with what the compiler and the linter had to say.</summary>
    public static Output Template => s_template.Value;

    public static Output Parameters => s_parameters.Value;

    private static string? Find() =>
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(a => a.Key == "Bicep").Select(a => a.Value)
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "bicep.exe" : "bicep")))
            .FirstOrDefault(File.Exists);

    private static Output Run(string command, string file)
    {
        var compiler = Find();
        Assert.SkipWhen(compiler is null, "Needs the Bicep compiler: type 'az bicep install' and put ~/.azure/bin on the path.");
        var start = new ProcessStartInfo(compiler!, [command, Path.Combine(Repository.Root, "infra", file), "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The one parameter without a default.
            Environment = { ["VIGIL_TRIAGE_AUDIENCE"] = Guid.Empty.ToString(), ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Output(process.ExitCode, text, errors.Result);
    }

    /// <param name="Json">What was compiled.</param>
    /// <param name="Findings">Errors and warnings; empty when there are none.</param>
    internal sealed record Output(int ExitCode, string Json, string Findings);
}
