using Microsoft.Azure.Functions.Worker;
using Vigil.Core.DeadLetters;
using Vigil.Functions.Hosting;

namespace Vigil.Functions.Timers;

/// <summary>Brings what the host and the broker set aside to the dead letters.</summary>
public sealed class CollectPoisonFunction(CollectPoison collect)
{
    [Function("CollectPoison")]
    public Task RunAsync([TimerTrigger(Schedules.EveryMinute)] TimerInfo timer, CancellationToken cancellationToken) =>
        collect.RunAsync(cancellationToken).AsTask();
}
