using System.Text;
using Vigil.Core.Scanning;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class ScanCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> s_environment = [];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vigil-scan-");

    [Fact]
    public async Task A_folder_is_scanned_whole_with_a_line_for_each_file_and_links_are_not_followed()
    {
        var outside = Directory.CreateTempSubdirectory("vigil-scan-outside-");
        Write("a.txt", "harmless");
        Write("deep/er/eicar.com", TestFile.Content);
        Write("deep/ev\u001B[31mil\u202E.txt", "harmless");
        File.WriteAllText(Path.Combine(outside.FullName, "secret.txt"), TestFile.Content);
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "out"), outside.FullName);
        var result = (await ScanAsync(_folder.FullName, "--inspection-suffices")).Ended(1);
        outside.Delete(recursive: true);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("clean", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("a.txt (inspector clean)", lines[0].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("malicious", StringComparison.Ordinal) && l.Contains("eicar.com: EICAR-Test-File (inspector malicious)", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("suspicious", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001B', result.Output);
        Assert.DoesNotContain('\u202E', result.Output);
    }

    [Fact]
    public async Task The_exit_code_tells_the_worst_and_without_signatures_nothing_is_clean()
    {
        var clean = Write("a.txt", "harmless");
        (await ScanAsync(clean, "--inspection-suffices")).Ended(0);
        (await ScanAsync(clean)).Ended(2);
        (await ScanAsync(clean, Path.Combine(_folder.FullName, "absent"), "--inspection-suffices")).Ended(2);
        (await ScanAsync(clean, "--clamd", "127.0.0.1:1", "--inspection-suffices")).Ended(2);
        (await ScanAsync(clean, "--clamd", "nonsense")).Ended(2);
        (await ScanAsync(Write("eicar.com", TestFile.Content), Path.Combine(_folder.FullName, "absent"))).Ended(1);
    }

    [Fact]
    public async Task A_pipe_or_a_device_is_not_scanned_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs pipes that have a name.");
        var pipe = Path.Combine(_folder.FullName, "pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        foreach (var special in new[] { pipe, "/dev/zero" })
        {
            var told = Assert.Single((await ScanAsync(special, "--inspection-suffices", "--json")).Ended(2).Json.EnumerateArray());
            Assert.Equal(("not-scanned", "unsupported"), (told.GetProperty("verdict").GetString(), told.GetProperty("reason").GetString()));
        }

        (await ScanAsync(Write("empty", string.Empty), "--inspection-suffices")).Ended(0);
    }

    [Fact]
    public async Task Json_tells_what_each_engine_said_and_a_list_of_hashes_is_one()
    {
        var file = Write("a.txt", "harmless");
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("harmless")));
        var result = (await ScanAsync(file, "--hashes", Write("list", digest), "--json")).Ended(1);
        var told = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal((file, "malicious"), (told.GetProperty("path").GetString(), told.GetProperty("verdict").GetString()));
        Assert.Equal(["hashes", "inspector"], told.GetProperty("engines").EnumerateArray().Select(e => e.GetProperty("engine").GetString()!));
        Assert.Equal("Listed.SHA-256", Assert.Single(told.GetProperty("findings").EnumerateArray()).GetString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<CommandResult> ScanAsync(params string[] arguments) => VigilCommand.RunAsync(s_environment, ["scan", .. arguments]);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
