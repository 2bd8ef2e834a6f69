using System.Diagnostics;
using System.Text.Json;
using Vigil.Functions.Tests.Source;
using Vigil.Testing;
using Xunit;

namespace Vigil.Functions.Tests.Head;

/// <summary>What <c>dotnet publish</c> makes of the head: the very files that are packaged.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task The_published_folder_holds_the_host_settings_the_hidden_folder_and_the_list_of_all_functions()
    {
        var folder = Directory.CreateTempSubdirectory("vigil-publish-");
        try
        {
            await PublishAsync(folder.FullName);
            Assert.True(File.Exists(Path.Combine(folder.FullName, "host.json")));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "Vigil.Functions.dll")));
            Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(folder.FullName, ".azurefunctions")));
            Assert.False(File.Exists(Path.Combine(folder.FullName, "local.settings.json")));

            using var functions = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "functions.metadata"), TestContext.Current.CancellationToken));
            var names = functions.RootElement.EnumerateArray().Select(f => f.GetProperty("name").GetString());
            Assert.Equal(FunctionList.All.Select(f => f.Name).Order(), names.Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Of what this build built; a compiler server would outlive the test.</summary>
    private static async Task PublishAsync(string output)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", Path.Combine(Repository.Root, "src", "Vigil.Functions"), "--configuration", Configuration, "--no-build", "--output", output,
            "-nodeReuse:false", "-v", "quiet",
        ])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, text);
    }

    /// <summary>The one that this test was built in: the last part of its folder.</summary>
    private static string Configuration => Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
}
