using System.Globalization;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Triage;

/// <summary>What people do with incidents: intent, audit, header, index, publication, and the intent goes.</summary>
public sealed class IncidentTriage(
    IncidentStore incidents,
    MemberStore members,
    PendingIntents intents,
    TriageJournal journal,
    TriageEffects effects,
    LegalHolds holds,
    IIncidentIndex index)
{
    private const int TakeNextPage = 20;

    /// <summary>Does it, if the incident allows it and is as the person saw it.</summary>
    /// <param name="expected">Triage revision that the person saw (<c>If-Match</c>); null where it does not matter.</param>
    public async ValueTask<TriageOutcome> ActAsync(
        string id, int? expected, TriageActor actor, TriageAction action, CancellationToken cancellationToken)
    {
        if ((TriageRules.Fault(actor) ?? TriageRules.Fault(action)) is { } fault)
        {
            return new TriageOutcome.Refused(Reason.RequestMalformed, fault, null);
        }

        while (DeterministicId.IsWellFormed(id) && await incidents.ReadAsync(id, cancellationToken) is { } incident)
        {
            var (draft, refusal) = Plan(incident.Header, expected, actor, action);
            refusal ??= await RefuseTargetAsync(incident.Header, action, cancellationToken);
            if (refusal is not null)
            {
                return refusal;
            }

            if (draft is null)
            {
                return new TriageOutcome.Done(incident.Header);
            }

            var (after, ours) = await EnterAsync(incident, draft, cancellationToken);
            if (ours)
            {
                return new TriageOutcome.Done(after.Header);
            }
        }

        return new TriageOutcome.Refused(Reason.NotFound, "There is no such incident.", null);
    }

    /// <summary>Claims the most urgent New incident; where another is faster, the one after it. Refused as NotFound when none is New.</summary>
    public async ValueTask<TriageOutcome> TakeNextAsync(TriageActor actor, CancellationToken cancellationToken)
    {
        if (TriageRules.Fault(actor) is { } fault)
        {
            return new TriageOutcome.Refused(Reason.RequestMalformed, fault, null);
        }

        string? cursor = null;
        do
        {
            var page = await index.ListAsync(new IncidentQuery(Statuses: [IncidentStatus.New]), cursor, TakeNextPage, cancellationToken);
            foreach (var candidate in page.Items)
            {
                if (await TryTakeAsync(candidate.Id, actor, cancellationToken) is { } taken)
                {
                    return new TriageOutcome.Done(taken);
                }
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        return new TriageOutcome.Refused(Reason.NotFound, "No incident is New.", null);
    }

    /// <summary>
    /// Claims the incident if it is New: the index may lag. Null when another claim was entered first, one of the same person's too: two
    /// calls at once are to give two incidents.
    /// </summary>
    private async ValueTask<IncidentHeader?> TryTakeAsync(string id, TriageActor actor, CancellationToken cancellationToken)
    {
        while (await incidents.ReadAsync(id, cancellationToken) is { Header.Triage.StatusId: IncidentStatus.New } incident
            && Plan(incident.Header, null, actor, new TriageAction.Claim()) is ({ } draft, null))
        {
            var (after, ours) = await EnterAsync(incident, draft, cancellationToken);
            if (ours)
            {
                return after.Header;
            }
        }

        return null;
    }

    /// <summary>Enters a permissible change and completes what it entails.</summary>
    /// <returns>The incident afterwards; not ours when another change was entered first.</returns>
    internal async ValueTask<(StoredIncident Incident, bool Ours)> EnterAsync(
        StoredIncident incident, TriageDraft draft, CancellationToken cancellationToken)
    {
        var revision = incident.Header.Triage.Revision + 1;
        if (draft.Verb == TriageVerb.Split)
        {
            draft = draft with { Into = DeterministicId.Of(incident.Header.Id, "split", revision.ToString(CultureInfo.InvariantCulture)) };
        }

        if (draft.Verb == TriageVerb.LegalHold)
        {
            // Before it is decided: from the decision on nothing may go.
            await holds.MarkAsync(incident.Header.Id, cancellationToken);
        }

        var intent = await intents.CreateAsync(incident.Header.Id, revision, cancellationToken);
        var (after, ours) = await journal.AppendAsync(incident, draft, cancellationToken);
        if (ours && await effects.CompleteAsync(after, draft, cancellationToken))
        {
            await intents.DeleteAsync(intent, cancellationToken);
        }

        return (after, ours);
    }

    private static (TriageDraft? Draft, TriageOutcome.Refused? Refusal) Plan(
        IncidentHeader header, int? expected, TriageActor actor, TriageAction action)
    {
        var (draft, reason) = TriageRules.Plan(header.Triage, actor, action);
        var changes = draft is not null || reason is Reason.TransitionNotAllowed or Reason.LegalHold;
        if (changes && expected is { } revision && revision != header.Triage.Revision)
        {
            reason = Reason.PreconditionFailed;
        }

        return reason switch
        {
            Reason.None => (draft, null),
            Reason.AlreadyClaimed => (null, new TriageOutcome.Refused(reason, $"{header.Triage.Assignee!.Name} has it.", header)),
            Reason.LegalHold => (null, new TriageOutcome.Refused(reason, "It is on legal hold: its findings stay where they are.", header)),
            Reason.PreconditionFailed => (null, new TriageOutcome.Refused(reason, "It was changed since it was read.", header)),
            _ => (null, new TriageOutcome.Refused(reason, $"Not possible while {IncidentStatus.Caption(header.Triage.StatusId)}.", header)),
        };
    }

    private async ValueTask<TriageOutcome.Refused?> RefuseTargetAsync(
        IncidentHeader header, TriageAction action, CancellationToken cancellationToken)
    {
        if (action is TriageAction.Merge { Into: var into })
        {
            var target = into == header.Id ? null : await incidents.ReadAsync(into, cancellationToken);
            return target is null || target.Header.Origin.Tenant != header.Origin.Tenant
                ? new TriageOutcome.Refused(Reason.RequestMalformed, "There is no such incident to merge into.", header)
                : target.Header.IsSettled
                    ? new TriageOutcome.Refused(Reason.TransitionNotAllowed, "The incident to merge into is not open.", header)
                    : null;
        }

        if (action is not TriageAction.Split { Findings: var findings })
        {
            return null;
        }

        foreach (var findingId in findings)
        {
            if (await members.FindAsync(header.Id, findingId, cancellationToken) is null)
            {
                return new TriageOutcome.Refused(Reason.RequestMalformed, "A finding to split off is not of this incident.", header);
            }
        }

        return findings.Count >= header.Content.FindingCount
            ? new TriageOutcome.Refused(Reason.RequestMalformed, "One finding at least must stay.", header)
            : null;
    }
}
