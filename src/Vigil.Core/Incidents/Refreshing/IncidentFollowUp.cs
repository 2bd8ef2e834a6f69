using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Refreshing;

/// <summary>What every change of a header entails, whoever made it and whatever died in between: re-opening, index, publication.</summary>
public sealed class IncidentFollowUp(TriageJournal journal, IIncidentIndex index, IncidentPublisher publisher)
{
    /// <summary>False when others changed the header every time: worth another try later.</summary>
    public async ValueTask<bool> CompleteAsync(StoredIncident incident, CancellationToken cancellationToken)
    {
        while (ReopenRule.Applies(incident.Header))
        {
            var draft = new TriageDraft(TriageActor.System, TriageVerb.Reopen, Reason: Reason.NewFindingAfterClose.Name());
            (incident, _) = await journal.AppendAsync(incident, draft, cancellationToken);
        }

        await index.UpsertAsync(incident.Header.ToSummary(), cancellationToken);
        return await publisher.PublishAsync(incident, cancellationToken);
    }
}
