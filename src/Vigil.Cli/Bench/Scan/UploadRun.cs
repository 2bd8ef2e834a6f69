using System.Collections.Concurrent;
using Vigil.Cli.Shared;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Cli.Bench.Scan;

/// <summary>Uploads files and waits until all of them are let go.</summary>
internal sealed class UploadRun(VigilClient client, UploadRecords records, int concurrency)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);

    /// <summary>What it took, from the first byte sent to the last file in <c>clean/</c>.</summary>
    public async Task<RunCost> RunAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var started = TimeProvider.System.GetTimestamp();
        var ids = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, async (file, cancelled) =>
        {
            var receipt = await client.UploadAsync(Path.GetFileName(file), new StreamContent(File.OpenRead(file)), cancelled);
            ids.Add(receipt.GetProperty("uploadId").GetString()!);
        });
        foreach (var id in ids)
        {
            await WaitAsync(id, cancellationToken);
        }

        return new RunCost(
            files.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / files.Count);
    }

    private async Task WaitAsync(string id, CancellationToken cancellationToken)
    {
        UploadState state;
        while ((state = (await records.FindAsync(id, cancellationToken))!.Record.State) == UploadState.Pending)
        {
            await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
        }

        if (state != UploadState.Clean)
        {
            throw new CliException($"Upload {id} became {state}; is clamd there, and set as the README says?");
        }
    }
}
