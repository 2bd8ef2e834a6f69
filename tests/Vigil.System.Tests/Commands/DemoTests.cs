using Vigil.Cli.Azurite;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class DemoTests
{
    [Fact]
    public Task The_demo_sees_exactly_what_it_expects_and_leaves_the_users_own_data_alone() => RunAsync("sqlite");

    [Fact]
    public Task On_azure_storage_the_demo_sees_the_same()
    {
        Assert.SkipWhen(AzuriteScript.Find() is null, "Needs Azurite: " + AzuriteScript.HowToInstall);
        return RunAsync("azure");
    }

    private static async Task RunAsync(string storage)
    {
        using var own = new ScratchDirectory();
        var environment = new Dictionary<string, string>
        {
            ["VIGIL_DATA"] = Path.Combine(own.Path, "data"),
            ["HOME"] = own.Path,
            ["XDG_DATA_HOME"] = own.Path,
            ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(own.Path, "tmp")).FullName,
            ["DOTNET_EnableDiagnostics"] = "0",
        };

        var demo = (await VigilCommand.RunAsync(environment, "demo", "--once", "--storage", storage)).Ended(0);

        Assert.Contains("Exactly the expected incidents and refusals happened.", demo.Output, StringComparison.Ordinal);
        Assert.Contains("EICAR", demo.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Scanning__InspectionSuffices=true", demo.Output, StringComparison.Ordinal);
        Assert.Contains("Priya Raman", demo.Output, StringComparison.Ordinal);
        Assert.Equal(["tmp"], Directory.EnumerateFileSystemEntries(own.Path, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(own.Path, p)));
    }
}
