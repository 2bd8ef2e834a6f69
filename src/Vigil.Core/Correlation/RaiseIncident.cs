using Microsoft.Extensions.Options;
using Vigil.Core.Enrichment;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Incidents.Refreshing;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Correlation;

/// <summary>
/// From a stored finding to its incident: decides once and for all which incident the finding belongs to, then has that incident's header
/// recomputed and published. The only handler whose work can conflict.
/// </summary>
public sealed class RaiseIncident(
    IBlobStore blobs,
    IncidentChooser chooser,
    Memberships memberships,
    MemberStore members,
    IncidentStore incidents,
    IncidentRefresher refresher,
    RefreshRequests refreshes,
    HeldPublication heldPublication,
    Escalation escalation,
    IOptions<CorrelationOptions> options) : IMessageHandler
{
    private static readonly MessageOutcome s_conflict = new MessageOutcome.RetryLater(TimeSpan.FromSeconds(2), Reason.StorageConflict);

    public string Queue => Queues.Findings;

    public ValueTask<MessageOutcome> HandleAsync(WorkMessage message, CancellationToken cancellationToken) => message.Schema switch
    {
        WorkMessage.Finding => PlaceAsync(message.Id, cancellationToken),
        WorkMessage.Refresh => RefreshAsync(message, cancellationToken),
        WorkMessage.Publish => heldPublication.PublishAsync(message.Id, cancellationToken),
        WorkMessage.Escalate => escalation.EscalateAsync(message.Id, cancellationToken),
        _ => ValueTask.FromResult<MessageOutcome>(new MessageOutcome.Rejected(Reason.MessageSchemaUnknown, "Not a message of the findings queue.")),
    };

    private async ValueTask<MessageOutcome> PlaceAsync(string findingId, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(Containers.Findings, findingId, cancellationToken) is not { } blob)
        {
            return new MessageOutcome.Rejected(Reason.FindingMissing, "The message names a finding that is not stored.");
        }

        var finding = StoredFinding.Parse(blob.Content.Span);
        var known = await memberships.FindAsync(findingId, cancellationToken);
        if (known is null)
        {
            // A resolved notice alone is no incident. An open version that it overtook is noted in the finding and sends a message of its own,
            // so that how long a queue was decides nothing.
            if (!finding.WasOpen)
            {
                return MessageOutcome.Completed;
            }

            var (decided, choice) = await chooser.ChooseAsync(finding, cancellationToken);
            if (choice is null)
            {
                return decided ? MessageOutcome.Completed : s_conflict;
            }

            var committed = await memberships.CommitAsync(findingId, choice, cancellationToken);
            return await JoinAsync(finding, committed, again: committed.Value != choice, cancellationToken);
        }

        return await JoinAsync(finding, known, again: true, cancellationToken);
    }

    /// <summary>Adds the finding to its incident and sees to it that the header will tell of it.</summary>
    private async ValueTask<MessageOutcome> JoinAsync(
        StoredFinding finding, StoredMembership membership, bool again, CancellationToken cancellationToken)
    {
        MemberPut put;
        while (true)
        {
            var incident = membership.Value.Incident;
            put = await members.PutAsync(incident, finding.FindingId, MemberRecord.Of(finding, membership.Value), cancellationToken);
            var now = await memberships.FindAsync(finding.FindingId, cancellationToken) ?? membership;
            if (now.ETag == membership.ETag)
            {
                break;
            }

            // Merge or split moved the finding meanwhile.
            await members.DeleteAsync(incident, finding.FindingId, cancellationToken);
            membership = now;
        }

        foreach (var previous in membership.Value.Previous ?? [])
        {
            await members.DeleteAsync(previous, finding.FindingId, cancellationToken);
        }

        return await TellAsync(finding, membership.Value, again && put == MemberPut.Unchanged, cancellationToken);
    }

    private async ValueTask<MessageOutcome> TellAsync(
        StoredFinding finding, Membership membership, bool redelivered, CancellationToken cancellationToken)
    {
        var opener = membership.Incident == CorrelationKey.IncidentOf(membership.Key, finding.FindingId);
        if (opener && await incidents.FindAsync(membership.Incident, cancellationToken) is null)
        {
            return await refresher.RefreshAsync(membership.Incident, cancellationToken) ? MessageOutcome.Completed : s_conflict;
        }

        await refreshes.AskAsync(membership.Incident, redelivered, options.Value, cancellationToken);
        return MessageOutcome.Completed;
    }

    private async ValueTask<MessageOutcome> RefreshAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        if (message.Revision > 0
            && await incidents.FindAsync(message.Id, cancellationToken) is { Outstanding: false } brief
            && brief.Listed >= message.Revision)
        {
            return MessageOutcome.Completed;
        }

        return await refresher.RefreshAsync(message.Id, cancellationToken) ? MessageOutcome.Completed : s_conflict;
    }
}
