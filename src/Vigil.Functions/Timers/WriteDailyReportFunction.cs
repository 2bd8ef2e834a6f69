using Microsoft.Azure.Functions.Worker;
using Vigil.Core.Reports;
using Vigil.Functions.Hosting;

namespace Vigil.Functions.Timers;

/// <summary>Writes the report of the day that ended, once.</summary>
public sealed class WriteDailyReportFunction(WriteDailyReport report)
{
    [Function("WriteDailyReport")]
    public Task RunAsync([TimerTrigger(Schedules.EveryQuarterHour)] TimerInfo timer, CancellationToken cancellationToken) =>
        report.RunAsync(cancellationToken).AsTask();
}
