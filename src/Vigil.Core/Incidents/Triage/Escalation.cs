using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Messaging;

namespace Vigil.Core.Incidents.Triage;

/// <summary>Escalates an incident that nobody claimed in the time its priority gives.</summary>
public sealed class Escalation(IncidentStore incidents, IncidentTriage triage, IncidentPublisher publisher, TimeProvider time)
{
    /// <summary>The message comes when the time is due; an earlier one waits for it, a needless one ends.</summary>
    public async ValueTask<MessageOutcome> EscalateAsync(string id, CancellationToken cancellationToken)
    {
        while (await incidents.ReadAsync(id, cancellationToken) is { } incident)
        {
            if (incident.Header is not { Triage: { StatusId: IncidentStatus.New, EscalatedAt: 0 }, Publication.EscalateAt: { } due })
            {
                return MessageOutcome.Completed;
            }

            if (due > time.GetUtcNow())
            {
                return new MessageOutcome.RetryLater(publisher.DelayUntil(due), Reason.EscalationNotDue);
            }

            var draft = new TriageDraft(TriageActor.System, TriageVerb.Escalate, Reason: Reason.NobodyClaimed.Name());
            if ((await triage.EnterAsync(incident, draft, cancellationToken)).Ours)
            {
                return MessageOutcome.Completed;
            }
        }

        return new MessageOutcome.Rejected(Reason.IncidentMissing, "The message names an incident that is not stored.");
    }
}
