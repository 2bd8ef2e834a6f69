using Microsoft.Extensions.Logging;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Refreshing;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents;

/// <summary>Finishes what a crash left half done and no message will bring back. Called by a timer, every minute or so.</summary>
public sealed partial class SweepPending(
    IBlobStore blobs,
    RefreshRequests refreshes,
    PendingIntents intents,
    AuditLog audit,
    TriageJournal journal,
    TriageEffects effects,
    OverdueEscalations overdue,
    IEnumerable<ISweeper> sweepers,
    QueueGauges gauges,
    ILogger<SweepPending> logger)
{
    private const int PageSize = 500;

    // What is repeated or completed goes, so that the next round finds the rest.
    private const int MaxMarkers = 5_000;
    private const int MaxIntents = 1_000;
    private static readonly TimeSpan s_markerAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_intentAge = TimeSpan.FromMinutes(5);

    /// <summary>One bounded round over the markers older than a minute, the intents older than five, the incidents that nobody claimed in time, and what other parts left.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        await gauges.RecordAsync(cancellationToken);
        await RepeatRefreshesAsync(cancellationToken);
        await foreach (var intent in intents.ListAsync(s_intentAge, cancellationToken).Take(MaxIntents))
        {
            await TryCompleteAsync(intent, cancellationToken);
        }

        await overdue.EscalateAsync(cancellationToken);
        foreach (var sweeper in sweepers)
        {
            await sweeper.SweepAsync(cancellationToken);
        }
    }

    private async ValueTask RepeatRefreshesAsync(CancellationToken cancellationToken)
    {
        var (seen, cursor) = (0, (string?)null);
        do
        {
            var page = await blobs.ListAsync(Containers.Refresh, string.Empty, cursor, PageSize, cancellationToken);
            foreach (var marker in page.Items.Where(m => refreshes.Age(m) > s_markerAge))
            {
                await refreshes.RepeatAsync(marker, cancellationToken);
            }

            (seen, cursor) = (seen + page.Items.Count, page.Next);
        }
        while (cursor is not null && seen < MaxMarkers);
    }

    private async ValueTask TryCompleteAsync(PendingIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            // Without an entry in the audit nothing was decided: the person was told so, or got no answer.
            if (await audit.FindAsync(intent.Incident, intent.Revision, cancellationToken) is not { } stored
                || await effects.CompleteAsync(await journal.CarryOverAsync(stored, cancellationToken), stored.Entry.Change, cancellationToken))
            {
                await intents.DeleteAsync(intent.Name, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StorageUnavailableException))
        {
            // The others must not wait for this one; it is tried again in the next round.
            Log.Stuck(logger, intent.Incident, intent.Revision, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The change {Revision} of incident {IncidentId} cannot be completed")]
        public static partial void Stuck(ILogger logger, string incidentId, int revision, Exception exception);
    }
}
