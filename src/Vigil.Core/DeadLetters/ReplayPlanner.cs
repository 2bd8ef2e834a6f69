using Microsoft.Extensions.Options;
using Vigil.Core.Correlation;
using Vigil.Core.Enrichment;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.DeadLetters;

/// <summary>Tells what the replay of a letter would come to, without changing anything.</summary>
public sealed class ReplayPlanner(
    IBlobStore blobs,
    AlertReplayPlanner alerts,
    Memberships memberships,
    MemberStore members,
    IncidentStore incidents,
    IOptions<CorrelationOptions> correlation,
    TimeProvider time)
{
    // A broker drops what bears the id of a message that it took a short while ago: twice its window.
    private static readonly TimeSpan s_repeatWindow = TimeSpan.FromMinutes(20);

    public async ValueTask<ReplayPlan> PlanAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (!letter.Waits)
        {
            return new ReplayPlan(ReplayEffect.UnderWay, null, "It was replayed and has not come back.");
        }

        if (letter.Stage == DeadLetter.RecordStage)
        {
            return await alerts.PlanAsync(letter, cancellationToken);
        }

        if (letter.Stage == IncidentLetter.Stage)
        {
            return await PlanIncidentAsync(letter, cancellationToken);
        }

        return letter.Message is { } body && WorkMessage.Parse(body.Span) is { } message
            ? message.Schema switch
            {
                WorkMessage.Alert => await alerts.PlanAsync(letter, cancellationToken),
                WorkMessage.Finding => await PlanFindingAsync(message.Id, cancellationToken),
                WorkMessage.Refresh or WorkMessage.Publish or WorkMessage.Escalate => await PlanHeaderAsync(message, cancellationToken),
                WorkMessage.Scan or WorkMessage.BlobTold => ReplayPlan.Runs("The upload would be looked at again."),
                _ => ReplayPlan.Fails(Reason.MessageSchemaUnknown, "No handler takes this message."),
            }
            : letter.Stage == Queues.Scans
                ? ReplayPlan.Runs("The event would be taken again.")
                : ReplayPlan.Fails(Reason.MessageMalformed, "Not a message of this application.");
    }

    private async ValueTask<ReplayPlan> PlanFindingAsync(string findingId, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(Containers.Findings, findingId, cancellationToken) is not { } blob)
        {
            return ReplayPlan.Fails(Reason.FindingMissing, "The finding is not stored, or expired.");
        }

        var finding = StoredFinding.Parse(blob.Content.Span);
        if (await memberships.FindAsync(findingId, cancellationToken) is { Value.Incident: var incident })
        {
            return await members.FindAsync(incident, findingId, cancellationToken) is { } member
                && member.Revision >= finding.Revision
                && await incidents.FindAsync(incident, cancellationToken) is not null
                    ? ReplayPlan.Done("The finding is in its incident.", incident)
                    : ReplayPlan.Runs("The finding would be entered in its incident.", incident);
        }

        if (!finding.WasOpen)
        {
            return ReplayPlan.Done("The finding was never open and needs no incident.");
        }

        var open = await blobs.FindAsync(Containers.Open, CorrelationKey.Of(finding, correlation.Value.Rule), cancellationToken);
        return open is null
            ? ReplayPlan.Runs("An incident would be raised.")
            : ReplayPlan.Runs("The finding would join the open incident of its group, or raise the next.", OpenIncident.FromMetadata(open).Incident);
    }

    private async ValueTask<ReplayPlan> PlanHeaderAsync(WorkMessage message, CancellationToken cancellationToken) =>
        await incidents.FindAsync(message.Id, cancellationToken) is null && message.Schema != WorkMessage.Refresh
            ? ReplayPlan.Fails(Reason.IncidentMissing, "The incident is not stored, or expired.")
            : ReplayPlan.Runs("The incident would be brought up to date.", message.Id);

    private async ValueTask<ReplayPlan> PlanIncidentAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var message = IncidentLetter.Read(letter.Message.GetValueOrDefault().Span);
        if (PublishedRevision.Of(message) is { } revision && await incidents.ReadAsync(message.Subject, cancellationToken) is { } incident
            && incident.Header.Publication.Revision > revision)
        {
            return ReplayPlan.Done("A newer revision of the incident was published.", message.Subject);
        }

        var due = letter.FirstSeen + s_repeatWindow;
        return due > time.GetUtcNow()
            ? new ReplayPlan(ReplayEffect.TooEarly, null, FormattableString.Invariant($"The broker would take it for a repeat until {due:u}."), IncidentId: message.Subject)
            : ReplayPlan.Runs("The incident would be published again.", message.Subject);
    }
}
