using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Vigil.Core.Scanning;
using Xunit;

namespace Vigil.Testing.Clamd;

/// <summary>
/// A real clamd with a small signature database of its own: the EICAR test file, and the file that Debian's <c>clamav-testfiles</c> hides in every
/// format. On a Unix socket and a TCP port that stay the same when it is started again.
/// </summary>
internal sealed class ClamdServer : IAsyncDisposable
{
    private const string Install = "Needs clamd: apt-get install clamav-daemon clamav-testfiles";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vigil-clamd-");
    private Process? _process;

    private ClamdServer(int port) => Port = port;

    public static string TestFiles => "/usr/share/clamav-testfiles";

    public int Port { get; }

    public string Socket => Path.Combine(_folder.FullName, "clamd.sock");

    /// <summary>Starts one; without clamd the test is skipped with what to type.</summary>
    /// <param name="settings">Lines of <c>clamd.conf</c> that stand before those of the fixture: of two the first counts.</param>
    public static async Task<ClamdServer> StartAsync(params string[] settings)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/clamd") && Directory.Exists(TestFiles), Install);
        var server = new ClamdServer(FreePort());
        server.Write(settings);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        File.Delete(Socket);
        _process = Process.Start(new ProcessStartInfo("/usr/sbin/clamd", ["--config-file", Path.Combine(_folder.FullName, "clamd.conf")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await AcceptsAsync())
        {
            Assert.False(_process.HasExited, "clamd ended at once.");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Kills it, as a crash or a machine would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it in the middle of whatever it does; it holds its connections and answers nothing.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Thaw();
            await KillAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Write(string[] settings)
    {
        var database = _folder.CreateSubdirectory("database");
        var eicar = Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(TestFile.Content));
        File.WriteAllText(Path.Combine(database.FullName, "test.ndb"), $"Eicar-Test-Signature:0:0:{eicar}\n");
        var hidden = File.ReadAllBytes(Path.Combine(TestFiles, "clam.exe"));
#pragma warning disable CA5351 // clamd's hash signatures are MD5.
        File.WriteAllText(
            Path.Combine(database.FullName, "test.hdb"), $"{Convert.ToHexStringLower(MD5.HashData(hidden))}:{hidden.Length}:ClamAV-Test-File\n");
#pragma warning restore CA5351
        File.WriteAllLines(Path.Combine(_folder.FullName, "clamd.conf"),
        [
            .. settings, $"DatabaseDirectory {database.FullName}", $"TCPSocket {Port}", "TCPAddr 127.0.0.1", $"LocalSocket {Socket}", "Foreground yes",
            $"User {Environment.UserName}", "AlertEncrypted yes", "AlertExceedsMax yes", "SelfCheck 0",
        ]);
    }

    private async Task<bool> AcceptsAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        kill.WaitForExit();
    }
}
