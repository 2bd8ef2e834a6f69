using Microsoft.Azure.Functions.Worker;
using Vigil.Core.Incidents;
using Vigil.Functions.Hosting;

namespace Vigil.Functions.Timers;

/// <summary>Finishes what a crash left half done.</summary>
public sealed class SweepPendingFunction(SweepPending sweep)
{
    [Function("SweepPending")]
    public Task RunAsync([TimerTrigger(Schedules.EveryMinute)] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken).AsTask();
}
