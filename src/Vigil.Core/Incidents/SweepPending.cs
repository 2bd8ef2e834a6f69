using Microsoft.Extensions.Logging;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Refreshing;
using Vigil.Core.Incidents.Triage;
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
    ILogger<SweepPending> logger)
{
    private const int PageSize = 500;
    private static readonly TimeSpan s_markerAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_intentAge = TimeSpan.FromMinutes(5);

    /// <summary>One round over the markers older than a minute and the intents older than five.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await blobs.ListAsync(Containers.Refresh, string.Empty, cursor, PageSize, cancellationToken);
            foreach (var marker in page.Items.Where(m => refreshes.Age(m) > s_markerAge))
            {
                await refreshes.RepeatAsync(marker, cancellationToken);
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        foreach (var intent in await intents.ListAsync(s_intentAge, cancellationToken))
        {
            await TryCompleteAsync(intent, cancellationToken);
        }
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
