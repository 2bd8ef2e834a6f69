using System.Globalization;
using BenchmarkDotNet.Attributes;
using Vigil.Core;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Blobs;
using Vigil.Storage.Sqlite.Database;
using Vigil.Storage.Sqlite.Messaging;

namespace Vigil.Benchmarks;

/// <summary>
/// Durable claim checks of 10 kB, as intake makes them, by the number of callers at once. In this process: what is measured is the disk and
/// the writer, and a benchmark's own build would not find the repository's settings.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class SqliteIntakeBenchmarks : IDisposable
{
    private const int Creates = 8_192;

    private readonly byte[] _content = new byte[10_000];
    private readonly byte[] _message = new byte[180];
    private readonly Dictionary<string, string> _metadata = Enumerable.Range(0, 10).ToDictionary(
        i => string.Create(CultureInfo.InvariantCulture, $"key_{i}"), i => new string('v', 30));

    private string _directory = null!;
    private SqliteDatabase _database = null!;
    private SqliteClaimCheck _claimCheck = null!;
    private int _round;

    [Params(1, 16, 64)]
    public int Callers { get; set; }

    [GlobalSetup]
    public void Open()
    {
        new Random(1).NextBytes(_content);

        // Beside the binaries and not in the system's temporary directory, which may be memory.
        _directory = Path.Combine(AppContext.BaseDirectory, $"sqlite-intake-{Environment.ProcessId}");
        _database = new SqliteDatabase(_directory, TimeProvider.System);
        _claimCheck = new SqliteClaimCheck(_database, new SqliteBlobStore(_database));
        _database.Open();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Creates)]
    public Task CreateAndSend()
    {
        var round = _round++;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => RunAsync(round, caller))));
    }

    private async Task RunAsync(int round, int caller)
    {
        for (var i = caller; i < Creates; i += Callers)
        {
            var name = DeterministicId.Of(string.Create(CultureInfo.InvariantCulture, $"{Callers}/{round}/{i}"));
            await _claimCheck.CreateAndSendAsync(
                Containers.Alerts, name, _content, _metadata, Queues.Detections, _message, CancellationToken.None);
        }
    }
}
