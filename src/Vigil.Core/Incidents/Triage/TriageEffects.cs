using Microsoft.Extensions.Options;
using Vigil.Core.Correlation;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Incidents.Refreshing;

namespace Vigil.Core.Incidents.Triage;

/// <summary>All that an audit entry entails beyond the header. May run again at any time.</summary>
public sealed class TriageEffects(
    IncidentFollowUp followUp,
    MemberMover mover,
    RefreshRequests refreshes,
    IncidentRefresher refresher,
    LegalHolds holds,
    IOptions<CorrelationOptions> options)
{
    /// <summary>False when others changed the header every time: worth another try later.</summary>
    public async ValueTask<bool> CompleteAsync(StoredIncident incident, TriageDraft change, CancellationToken cancellationToken)
    {
        var id = incident.Header.Id;
        switch (change.Verb)
        {
            // Up to 10,000 findings: the queue does it, in a refresh that finds the incident merged.
            case TriageVerb.Merge:
                await refreshes.AskAsync(id, always: true, options.Value, cancellationToken);
                break;
            case TriageVerb.Split:
                foreach (var findingId in change.Findings!)
                {
                    await mover.MoveAsync(findingId, id, change.Into!, splitOff: true, cancellationToken);
                }

                return await refresher.RefreshAsync(change.Into!, cancellationToken) && await refresher.RefreshAsync(id, cancellationToken);
            // By the header as it is now: another hold may have been decided since.
            case TriageVerb.LegalRelease when !incident.Header.Triage.LegalHold:
                await holds.UnmarkAsync(id, cancellationToken);
                break;
            default:
                break;
        }

        return await followUp.CompleteAsync(incident, cancellationToken);
    }
}
