using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Triage;

/// <summary>Triage straight from the queue <c>incidents</c>: shows what nobody has yet, and settles the message by what the person does.</summary>
public sealed class IncidentReceiver(IIncidentQueue published, IncidentStore incidents, IncidentTriage triage)
{
    /// <summary>The next message that is worth a person's time; null when the queue has none now. What is stale or claimed goes unseen.</summary>
    /// <param name="lockFor">How long the person may think.</param>
    public async ValueTask<OfferedIncident?> NextAsync(TimeSpan lockFor, CancellationToken cancellationToken)
    {
        while (await published.ReceiveAsync(1, lockFor, cancellationToken) is [var received, ..])
        {
            if (PublishedRevision.Of(received.Message) is not { } revision)
            {
                await published.DeadLetterAsync(
                    received, Reason.MessageMalformed.Name(), "Neither id nor subject name a revision of an incident.", cancellationToken);
            }
            else if (await incidents.ReadAsync(received.Message.Subject, cancellationToken) is not { } incident)
            {
                await published.DeadLetterAsync(received, Reason.IncidentMissing.Name(), "The incident is not stored.", cancellationToken);
            }
            else if (incident.Header.Triage.StatusId != IncidentStatus.New || revision < incident.Header.Publication.Revision)
            {
                // Claimed or done; or a newer revision was published and comes by itself.
                await published.CompleteAsync(received, cancellationToken);
            }
            else
            {
                return new OfferedIncident(received, incident.Header);
            }
        }

        return null;
    }

    /// <summary>Claims it: stored first, then the message is completed. When another was faster the message goes as well.</summary>
    public async ValueTask<TriageOutcome> ClaimAsync(OfferedIncident offered, TriageActor actor, CancellationToken cancellationToken)
    {
        var outcome = await triage.ActAsync(offered.Incident.Id, null, actor, new TriageAction.Claim(), cancellationToken);
        await published.CompleteAsync(offered.Message, cancellationToken);
        return outcome;
    }

    /// <summary>Leaves it to others, or to oneself later.</summary>
    public async ValueTask SkipAsync(OfferedIncident offered, TimeSpan delay, CancellationToken cancellationToken) =>
        await published.ReleaseAsync(offered.Message, delay, cancellationToken);
}
