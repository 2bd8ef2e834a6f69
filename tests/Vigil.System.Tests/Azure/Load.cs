using System.Collections.Concurrent;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Azure;

/// <summary>Delivers alerts over several connections until each is accepted.</summary>
internal sealed class Load(VigilProcess vigil, IEnumerable<SampleAlert> alerts, int tellAfter = int.MaxValue)
{
    private readonly Sender _sender = new(vigil);
    private readonly ConcurrentQueue<SampleAlert> _waiting = new(alerts);
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when so many were accepted as was asked for.</summary>
    public Task Told => _told.Task;

    /// <summary>The alerts by the ids in their answers.</summary>
    public ConcurrentDictionary<string, SampleAlert> Accepted { get; } = new();

    public Task SendAsync(int connections) => Task.WhenAll(Enumerable.Range(0, connections).Select(_ => SendAsync()));

    private async Task SendAsync()
    {
        while (_waiting.TryDequeue(out var alert))
        {
            var id = await _sender.DeliverAsync(alert, TestContext.Current.CancellationToken);
            Assert.True(Accepted.TryAdd(id, alert), "Two deliveries were taken for one.");
            if (Accepted.Count >= tellAfter)
            {
                _told.TrySetResult();
            }
        }
    }
}
