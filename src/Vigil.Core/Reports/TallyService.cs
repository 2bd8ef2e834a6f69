using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vigil.Core.Ports;

namespace Vigil.Core.Reports;

/// <summary>Has this process count, and stores the counts every few minutes and when it stops.</summary>
public sealed partial class TallyService(Tally tally, TallyStore store, TimeProvider time, ILogger<TallyService> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(5);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        tally.Start();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await StoreAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await StoreAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rest is stored on stopping.
        }
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (tally.Take() is not { } page)
        {
            return;
        }

        try
        {
            await store.AddAsync(page, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            Log.Lost(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The counts of some minutes are missing from the daily report: storage is unavailable")]
        public static partial void Lost(ILogger logger, Exception exception);
    }
}
