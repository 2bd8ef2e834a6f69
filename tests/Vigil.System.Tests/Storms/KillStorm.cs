using System.Collections.Concurrent;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Storms;

/// <summary>Posts alerts over several connections and kills processes at random moments, until every alert was accepted.</summary>
internal sealed class KillStorm(IReadOnlyList<VigilProcess> processes, Random random)
{
    private const int Connections = 12;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly Sender _sender = new(processes);
    private readonly ConcurrentDictionary<string, SampleAlert> _accepted = new();
    private Dictionary<int, TaskCompletionSource> _moments = [];
    private int _answers;

    /// <summary>Settings under which what is told of an incident comes soon, and no limit of rate is what is tested.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Settings { get; } =
    [
        new("Intake__RatePerSecond", "1000000"),
        new("Intake__Burst", "1000000"),
        new("Incidents__PublishEvery", "00:00:02"),
    ];

    /// <summary>Time for a request to an emulator on a machine that is busy with everything else.</summary>
    public const string NetworkTimeout = "00:01:00";

    /// <summary>
    /// The same on a storage account; null for the data directory. The emulator is so slow that every message may be in hand at every kill: at the
    /// usual number of deaths it would rightly be set aside.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> SettingsOn(string? connection) => connection is null
        ? Settings
        : [.. Settings, new("Storage", connection), new("Storage__networkTimeout", NetworkTimeout), new("Messages__MaxDequeues", "50")];

    /// <summary>The alerts by the ids in their answers.</summary>
    /// <param name="kills">While deliveries come in; one more per process is killed when the last is in, and once more while it catches up.</param>
    public async Task<IReadOnlyDictionary<string, SampleAlert>> RunAsync(IReadOnlyList<SampleAlert> alerts, int kills)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        _moments = Enumerable.Range(1, alerts.Count - 1).OrderBy(_ => random.Next()).Take(kills)
            .ToDictionary(moment => moment, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var killing = KillAsync(patience.Token);
        var waiting = new ConcurrentQueue<SampleAlert>(alerts);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync(waiting, patience.Token)));
        await killing;
        for (var last = 0; last < 2; last++)
        {
            await Task.WhenAll(processes.Select(KillOneAsync));
        }

        return _accepted;
    }

    private async Task SendAsync(ConcurrentQueue<SampleAlert> waiting, CancellationToken cancellationToken)
    {
        while (waiting.TryDequeue(out var alert))
        {
            var id = await _sender.DeliverAsync(alert, cancellationToken);
            Assert.True(_accepted.TryAdd(id, alert), "Two deliveries were taken for one.");
            if (_moments.TryGetValue(Interlocked.Increment(ref _answers), out var moment))
            {
                moment.SetResult();
            }
        }
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, moment) in _moments.OrderBy(m => m.Key))
        {
            await moment.Task.WaitAsync(cancellationToken);
            await KillOneAsync(processes[random.Next(processes.Count)]);
        }
    }

    private static async Task KillOneAsync(VigilProcess process)
    {
        await process.KillAsync();
        await process.StartAgainAsync();
    }
}
