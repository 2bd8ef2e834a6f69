using System.Text.RegularExpressions;
using Vigil.Cli.Shared;
using Vigil.Core.Ports;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed partial class AssetsCommandTests
{
    private const string Good = """
        id,name,hostnames,owner,criticality
        a-1,build-1,build-1.corp.example,Tomasz Nowak,high
        """;

    private const string Bad = """
        id,name,hostnames,owner,criticality
        a-1,build-1,build-1.corp.example,Somebody Else,high
        a-2,build-2,build-2.corp.example,Nobody,utterly
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_reaches_the_running_process_and_one_bad_row_changes_nothing()
    {
        using var directory = new ScratchDirectory();
        using var files = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);

        var imported = (await ImportAsync(vigil, files, Good)).Ended(0).Json;
        Assert.True(imported.GetProperty("imported").GetBoolean());
        await Eventually.NothingAsync(() => Task.FromResult(
            vigil.Lines.Any(l => l.Contains("1 assets", StringComparison.Ordinal)) ? null : $"The assets are not taken.\n{vigil.LastLines()}"));
        await new Sender(vigil).DeliverAsync(SampleAlert.Standard("build-1.corp.example", 1), Cancellation);
        var incident = await vigil.ShowAsync(await vigil.IncidentAsync("build-1"));
        Assert.Equal("Tomasz Nowak", incident.Summary.Owner);

        await using var store = new Store(directory.Path);
        var before = await ReferenceAsync(store);
        var refused = (await ImportAsync(vigil, files, Bad)).Ended(1).Json;
        Assert.False(refused.GetProperty("imported").GetBoolean());
        Assert.Equal(3, Assert.Single(refused.GetProperty("badRows").EnumerateArray()).GetProperty("line").GetInt32());
        Assert.Equal(before, await ReferenceAsync(store));
    }

    [Fact]
    public async Task Every_bad_row_is_told()
    {
        using var directory = new ScratchDirectory();
        using var files = new ScratchDirectory();
        var file = Path.Combine(files.Path, "assets.csv");
        var rows = Enumerable.Range(0, 1_500).Select(i => $"a-{i},build-{i},,Nobody,utterly");
        await File.WriteAllLinesAsync(file, ["id,name,hostnames,owner,criticality", .. rows], Cancellation);
        string[] import = ["assets", "import", file, "--data", directory.Path];

        var text = (await VigilCommand.RunAsync(Secrets.Environment, import)).Ended(1);
        Assert.Equal(1_500, text.Errors.Split('\n').Count(l => BadRowLine().IsMatch(l)));
        Assert.Contains("assets.csv:1501: ", text.Errors, StringComparison.Ordinal);
        var json = (await VigilCommand.RunAsync(Secrets.Environment, [.. import, "--json"])).Ended(1).Json;
        Assert.Equal(1_500, json.GetProperty("badRows").GetArrayLength());
    }

    private static async Task<CommandResult> ImportAsync(VigilProcess vigil, ScratchDirectory files, string content)
    {
        var file = Path.Combine(files.Path, "assets.csv");
        await File.WriteAllTextAsync(file, content, Cancellation);
        return await VigilCommand.RunAsync(Secrets.Environment, "assets", "import", file, "--data", vigil.DataDirectory, "--json");
    }

    private static async Task<IEnumerable<(string Name, string ETag)>> ReferenceAsync(Store store) =>
        (await store.ListAsync(Containers.Reference)).Select(b => (b.Name, b.ETag));

    /// <summary>Not the lines that a long import tells its progress by.</summary>
    [GeneratedRegex(@"^assets\.csv:\d+: ")]
    private static partial Regex BadRowLine();
}
