using System.Collections.Concurrent;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Messaging;

/// <summary>
/// When to look into a queue again that was empty: at once for what this process sends, else with growing pauses, because each look is a
/// transaction that is paid for.
/// </summary>
internal sealed class Arrivals(TimeProvider time) : IMessageSignal
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);

    // Two idle queues cost about a dollar a month then, and what another process sends waits this long at most.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Watch> _watches = new(StringComparer.Ordinal);

    /// <summary>A message was sent that can be received now.</summary>
    public void Tell(string queue) => Of(queue).Arrival.TrySetResult();

    /// <summary>The queue was not empty: the next pause is short again.</summary>
    public void Found(string queue) => Of(queue).Pause = s_firstPause;

    public async ValueTask WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken)
    {
        StorageRules.CheckContainer(queue);
        var watch = Of(queue);
        var arrival = watch.Arrival;
        var pause = watch.Pause < atMost ? watch.Pause : atMost;
        await arrival.Task.WaitAsync(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (arrival.Task.IsCompleted)
        {
            watch.Arrival = NewArrival();
            watch.Pause = s_firstPause;
        }
        else
        {
            watch.Pause = watch.Pause * 2 < s_longestPause ? watch.Pause * 2 : s_longestPause;
        }
    }

    private Watch Of(string queue) => _watches.GetOrAdd(queue, static _ => new Watch());

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Told before anybody waits it stays told: no message slips in between a look and a wait.
    private sealed class Watch
    {
        public volatile TaskCompletionSource Arrival = NewArrival();

        public TimeSpan Pause { get; set; } = s_firstPause;
    }
}
