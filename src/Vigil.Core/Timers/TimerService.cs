using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vigil.Core.Timers;

/// <summary>Runs every timed task at once and then at its interval; a failed run is logged and the next one comes all the same.</summary>
public sealed partial class TimerService(IEnumerable<TimedTask> tasks, TimeProvider time, ILogger<TimerService> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(tasks.Select(t => RunAsync(t, stoppingToken)));

    private async Task RunAsync(TimedTask task, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(task.Every, time);
        do
        {
            try
            {
                await task.RunAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A timer must outlive one bad run.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.TaskFailed(logger, task.Name, exception);
            }
        }
        while (await WaitAsync(timer, cancellationToken));
    }

    private static async ValueTask<bool> WaitAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Task} failed")]
        public static partial void TaskFailed(ILogger logger, string task, Exception exception);
    }
}
