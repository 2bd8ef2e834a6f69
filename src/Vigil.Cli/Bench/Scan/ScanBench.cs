using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Scan;
using Vigil.Cli.Shared;
using Vigil.Cli.Up;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Cli.Bench.Scan;

/// <summary>
/// Measures uploads through the whole path (HTTP, storage, queue, all engines, move to <c>clean/</c>) against clamdscan on the same clamd, in turns. Every
/// run has files of its own: clamd remembers what it found clean.
/// </summary>
internal sealed record ScanBench(string Clamd, int Concurrency, string Directory)
{
    private const int Rounds = 3;

    private const int WarmUp = 200;

    private static readonly (int Bytes, int Files)[] s_sizes = [(1_000, 1_000), (1_000_000, 40), (25_000_000, 8)];

    /// <summary>Random bytes alone would once in some thousand files begin as an archive does.</summary>
    private static readonly byte[] s_start = "Random bytes: "u8.ToArray();

    public async Task<ScanBenchReport> RunAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchDirectory(Directory);
        var settings = new UpSettings(Path.Combine(scratch.Path, "data"), System.Net.IPAddress.Loopback, 0, StorageChoice.Embedded);
        await using var app = OneMachineHost.BuildQuietly(settings, Overrides());
        await OneMachineHost.StartAsync(app, settings, cancellationToken);
        using var client = new VigilClient(OneMachineHost.AddressOf(app), null);
        var uploads = new UploadRun(client, app.Services.GetRequiredService<UploadRecords>(), Concurrency);
        var clamdscan = new ClamdscanRun(Clamd, Concurrency, scratch.Path);
        await uploads.RunAsync(Make(scratch.Path, 1_000, WarmUp), cancellationToken);
        var rows = new List<ScanBenchRow>();
        foreach (var (bytes, files) in s_sizes)
        {
            var (own, other) = (new List<RunCost>(), new List<double>());
            for (var round = 1; round <= Rounds; round++)
            {
                progress(string.Create(CultureInfo.InvariantCulture, $"{files} files of {bytes:N0} bytes, round {round} of {Rounds}"));
                other.Add(await clamdscan.RunAsync(Make(scratch.Path, bytes, files), cancellationToken));
                own.Add(await uploads.RunAsync(Make(scratch.Path, bytes, files), cancellationToken));
            }

            rows.Add(new ScanBenchRow(
                bytes, Median(own.Select(r => r.FilesPerSecond)), Median(other), Median(own.Select(r => r.CpuMilliseconds))));
        }

        await app.StopAsync(cancellationToken);
        return new ScanBenchReport(Concurrency, rows);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    /// <summary>Files that no engine saw before.</summary>
    private static List<string> Make(string folder, int bytes, int files)
    {
        var home = System.IO.Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName()));
        var paths = new List<string>();
        for (var i = 0; i < files; i++)
        {
            paths.Add(Path.Combine(home.FullName, $"{i}.bin"));
            File.WriteAllBytes(paths[i], [.. s_start, .. RandomNumberGenerator.GetBytes(bytes - s_start.Length)]);
        }

        return paths;
    }

    private KeyValuePair<string, string?>[] Overrides()
    {
        var (host, port, socket) = LocalEngines.ParseAddress(Clamd);
        return
        [
            new("Scanning:Clamd:Host", host), new("Scanning:Clamd:Port", port.ToString(CultureInfo.InvariantCulture)), new("Scanning:Clamd:Socket", socket),
            new("Scanning:Clamd:Concurrency", Concurrency.ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
