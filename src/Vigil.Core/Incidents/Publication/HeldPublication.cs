using Vigil.Core.Incidents.Headers;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Publication;

/// <summary>Publishes the newest revision of an incident when the time has come that it was held back for.</summary>
public sealed class HeldPublication(
    IncidentStore incidents, IIncidentIndex index, PublicationRule rule, IncidentPublisher publisher, TimeProvider time)
{
    /// <summary>The message lives until nothing is held back: it is the promise that the newest revision will be told.</summary>
    public async ValueTask<MessageOutcome> PublishAsync(string id, CancellationToken cancellationToken)
    {
        if (await incidents.ReadAsync(id, cancellationToken) is not { } incident)
        {
            return new MessageOutcome.Rejected(Reason.IncidentMissing, "The message names an incident that is not stored.");
        }

        var now = time.GetUtcNow();
        var decision = rule.Decide(incident.Header, now);
        if (decision.Type is not null)
        {
            await index.UpsertAsync(incident.Header.ToSummary(), cancellationToken);
            if (!await publisher.PublishAsync(incident, cancellationToken))
            {
                return new MessageOutcome.RetryLater(TimeSpan.FromSeconds(2), Reason.StorageConflict);
            }
        }

        // Before its own time the message stays even when nothing is held back: others rely on it as long as the header names it.
        var due = decision.HeldUntil ?? incident.Header.Publication.ReminderAt;
        return due > now
            ? new MessageOutcome.RetryLater(publisher.DelayUntil(due.Value), Reason.PublicationHeldBack)
            : MessageOutcome.Completed;
    }
}
