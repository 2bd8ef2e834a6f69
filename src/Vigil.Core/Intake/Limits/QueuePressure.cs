using Microsoft.Extensions.Options;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Limits;

/// <summary>
/// Tells when too much waits already. The state is asked for every 5 s at most, by one delivery; the others go by the last answer meanwhile.
/// </summary>
internal sealed class QueuePressure(IMessageQueues queues, IOptions<IntakeOptions> options, TimeProvider time)
{
    public static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(5);

    private long _askedAt;
    private volatile bool _known;
    private int _asking;
    private volatile bool _tooMuch;

    /// <summary>True when deliveries should be put off.</summary>
    public async ValueTask<bool> IsTooHighAsync(CancellationToken cancellationToken)
    {
        if ((_known && time.GetElapsedTime(Volatile.Read(ref _askedAt)) < CachedFor) || Interlocked.Exchange(ref _asking, 1) == 1)
        {
            return _tooMuch;
        }

        try
        {
            var state = await queues.StateAsync(Queues.Detections, cancellationToken);
            _tooMuch = state.Depth >= options.Value.MaxQueueDepth || state.OldestAge >= options.Value.MaxQueueAge;
            Volatile.Write(ref _askedAt, time.GetTimestamp());
            _known = true;
            return _tooMuch;
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }
}
