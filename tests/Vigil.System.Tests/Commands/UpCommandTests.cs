using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class UpCommandTests
{
    private static readonly Dictionary<string, string> s_environment = [];

    [Fact]
    public async Task Without_a_login_it_refuses_to_listen_for_other_machines()
    {
        using var directory = new ScratchDirectory();
        var refused = (await VigilCommand.RunAsync(s_environment, "up", "--data", directory.Path, "--port", "0", "--listen", "0.0.0.0")).Ended(1);
        AssertOneClearMessage(refused, "0.0.0.0", "Triage__Authority");
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var directory = new ScratchDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        AssertOneClearMessage((await VigilCommand.RunAsync(s_environment, "up", "--data", directory.Path, "--port", port)).Ended(1), port, "in use");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_is_told()
    {
        using var directory = new ScratchDirectory();
        var file = Path.Combine(directory.Path, "a-file");
        await File.WriteAllTextAsync(file, string.Empty, TestContext.Current.CancellationToken);
        AssertOneClearMessage((await VigilCommand.RunAsync(s_environment, "up", "--data", Path.Combine(file, "data"), "--port", "0")).Ended(1), "a-file");
    }

    [Fact]
    public async Task A_started_process_says_where_it_listens_and_where_its_data_is()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        Assert.Contains(vigil.Lines, l => l.Contains($"Vigil listens on {vigil.Address}, data in {directory.Path}", StringComparison.Ordinal));
        Assert.Equal(0, await vigil.TerminateAsync());
    }

    private static void AssertOneClearMessage(CommandResult refused, params string[] parts)
    {
        // The terminal breaks lines where it likes.
        var message = refused.Errors.ReplaceLineEndings(" ");
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", refused.Output + refused.Errors, StringComparison.Ordinal);
    }
}
