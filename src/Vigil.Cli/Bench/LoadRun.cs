using System.Net;

namespace Vigil.Cli.Bench;

/// <summary>Drives one endpoint with so many connections for so long.</summary>
internal sealed record LoadRun(int Port, string Path, string Secret, int Connections, int BodySize, TimeSpan Duration)
{
    private static long s_number;

    public async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => DriveAsync(started, cancellationToken), cancellationToken)));
        return LoadResult.From([.. runs.Select(r => r.Latencies)], runs.Sum(r => r.Refused), TimeProvider.System.GetElapsedTime(started));
    }

    private async Task<(List<double> Latencies, long Refused)> DriveAsync(long started, CancellationToken cancellationToken)
    {
        var request = new LoadRequest(Path, Port, Secret, BodySize);
        using var connection = new LoadConnection(Port);
        await connection.ConnectAsync(cancellationToken);
        var latencies = new List<double>(64 * 1024);
        var refused = 0L;
        while (TimeProvider.System.GetElapsedTime(started) < Duration)
        {
            var bytes = request.Next(Interlocked.Increment(ref s_number));
            var sent = TimeProvider.System.GetTimestamp();
            if (await connection.SendAsync(bytes, cancellationToken) == (int)HttpStatusCode.Accepted)
            {
                latencies.Add(TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds);
            }
            else
            {
                refused++;
            }
        }

        return (latencies, refused);
    }
}
