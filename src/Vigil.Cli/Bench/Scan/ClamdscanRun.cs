using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Vigil.Cli.Scan;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Bench.Scan;

/// <summary>Scans files by so many clamdscans at a time, each of which streams its part of them.</summary>
internal sealed class ClamdscanRun(string clamd, int concurrency, string folder)
{
    /// <summary>Files per second, the start of its processes included.</summary>
    public async Task<double> RunAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var configuration = Path.Combine(folder, "clamdscan.conf");
        await File.WriteAllLinesAsync(configuration, Configuration(), cancellationToken);
        var lists = files.Chunk((files.Count + concurrency - 1) / concurrency).Select((part, i) => Write(part, i)).ToList();
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(lists.Select(list => ScanAsync(configuration, list, cancellationToken)));
        return files.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private string[] Configuration()
    {
        var (host, port, socket) = LocalEngines.ParseAddress(clamd);
        return socket is null ? [$"TCPAddr {host}", string.Create(CultureInfo.InvariantCulture, $"TCPSocket {port}")] : [$"LocalSocket {socket}"];
    }

    private string Write(string[] part, int number)
    {
        var list = Path.Combine(folder, $"list-{number}");
        File.WriteAllLines(list, part);
        return list;
    }

    private static async Task ScanAsync(string configuration, string list, CancellationToken cancellationToken)
    {
        using var process = Start(configuration, list);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new CliException($"clamdscan ended with {process.ExitCode}: {TerminalText.Clean(output)}");
        }
    }

    private static Process Start(string configuration, string list)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(
                "clamdscan", ["--config-file", configuration, "--stream", "--no-summary", "--infected", $"--file-list={list}"])
            { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new CliException("clamdscan is not there; install it with: apt-get install clamdscan", exception);
        }
    }
}
