using Microsoft.Azure.Functions.Worker;
using Vigil.Core.Retention;
using Vigil.Functions.Hosting;

namespace Vigil.Functions.Timers;

/// <summary>Deletes what is older than its retention.</summary>
public sealed class ExpireRecordsFunction(ExpireRecords expire)
{
    [Function("ExpireRecords")]
    public Task RunAsync([TimerTrigger(Schedules.EveryHour)] TimerInfo timer, CancellationToken cancellationToken) =>
        expire.RunAsync(cancellationToken).AsTask();
}
