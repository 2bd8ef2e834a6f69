using System.Text;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents.Triage;

/// <summary>Which action an incident allows in which state, and what it would enter in the audit.</summary>
internal static class TriageRules
{
    /// <summary>Longest comment, in bytes of UTF-8.</summary>
    public const int MaxCommentBytes = 4 * 1024;

    /// <summary>Most findings of one split.</summary>
    public const int MaxSplit = 100;

    /// <summary>What is wrong with whoever acts; null when nothing is.</summary>
    public static string? Fault(TriageActor actor) =>
        actor.IsWellFormed ? null : $"Whoever acts has an id and a name of 1 to {TriageActor.MaxLength} characters.";

    /// <summary>What is wrong with the action by itself; null when nothing is.</summary>
    public static string? Fault(TriageAction action)
    {
        if (action.Comment is { } comment && (string.IsNullOrWhiteSpace(comment) || Encoding.UTF8.GetByteCount(comment) > MaxCommentBytes))
        {
            return $"A comment has 1 to {MaxCommentBytes} bytes.";
        }

        return action switch
        {
            TriageAction.Assign { Assignee.IsWellFormed: false } => $"An assignee has an id and a name of 1 to {TriageActor.MaxLength} characters.",
            TriageAction.Close { VerdictId: var verdict } when !Verdict.IsKnown(verdict) => "The verdict is an OCSF verdict_id of 1 to 10.",
            TriageAction.Resolve { VerdictId: { } verdict } when !Verdict.IsKnown(verdict) => "The verdict is an OCSF verdict_id of 1 to 10.",
            TriageAction.Merge { Into: var into } when !DeterministicId.IsWellFormed(into) => "The target is not the id of an incident.",
            TriageAction.Split { Findings: var findings } when
                findings.Count is < 1 or > MaxSplit || !findings.All(f => DeterministicId.IsWellFormed(f)) || findings.Distinct().Count() != findings.Count
                => $"A split names 1 to {MaxSplit} different findings.",
            TriageAction.AddComment { Comment: null } => "A comment has a text.",
            _ => null,
        };
    }

    /// <summary>No draft and no refusal when the state is what the action would make of it already.</summary>
    public static (TriageDraft? Draft, Reason Refusal) Plan(TriageState state, TriageActor actor, TriageAction action)
    {
        if (!Allows(state.StatusId, action))
        {
            return (null, Reason.TransitionNotAllowed);
        }

        if (state.LegalHold && action is (TriageAction.Merge or TriageAction.Split))
        {
            return (null, Reason.LegalHold);
        }

        if ((action is TriageAction.HoldLegally && state.LegalHold) || (action is TriageAction.ReleaseLegally && !state.LegalHold))
        {
            return (null, Reason.None);
        }

        if (action is TriageAction.Reopen && state.MergedInto is not null)
        {
            return (null, Reason.TransitionNotAllowed);
        }

        if (action is TriageAction.Claim && state.Assignee is { } assignee)
        {
            if (assignee.Id != actor.Id)
            {
                return (null, Reason.AlreadyClaimed);
            }

            if (state.StatusId == IncidentStatus.InProgress)
            {
                return (null, Reason.None);
            }
        }

        return (Draft(actor, action), Reason.None);
    }

    private static bool Allows(int status, TriageAction action) => action switch
    {
        TriageAction.AddComment or TriageAction.HoldLegally or TriageAction.ReleaseLegally => true,
        TriageAction.Reopen => status is IncidentStatus.Resolved or IncidentStatus.Closed,
        TriageAction.Close => status is not IncidentStatus.Closed,
        TriageAction.Hold => status is IncidentStatus.New or IncidentStatus.InProgress,
        _ => status is IncidentStatus.New or IncidentStatus.InProgress or IncidentStatus.OnHold,
    };

    private static TriageDraft Draft(TriageActor actor, TriageAction action) => action switch
    {
        TriageAction.Claim => new TriageDraft(actor, TriageVerb.Claim, action.Comment),
        TriageAction.Assign assign => new TriageDraft(actor, TriageVerb.Assign, action.Comment, Assignee: assign.Assignee),
        TriageAction.Hold => new TriageDraft(actor, TriageVerb.Hold, action.Comment),
        TriageAction.Resolve resolve => new TriageDraft(actor, TriageVerb.Resolve, action.Comment, VerdictId: resolve.VerdictId),
        TriageAction.Close close => new TriageDraft(actor, TriageVerb.Close, action.Comment, VerdictId: close.VerdictId),
        TriageAction.Reopen => new TriageDraft(actor, TriageVerb.Reopen, action.Comment),
        TriageAction.Merge merge => new TriageDraft(actor, TriageVerb.Merge, action.Comment, Into: merge.Into),
        TriageAction.HoldLegally => new TriageDraft(actor, TriageVerb.LegalHold, action.Comment),
        TriageAction.ReleaseLegally => new TriageDraft(actor, TriageVerb.LegalRelease, action.Comment),
        TriageAction.Split split => new TriageDraft(actor, TriageVerb.Split, action.Comment, Findings: split.Findings),
        _ => new TriageDraft(actor, TriageVerb.Comment, action.Comment),
    };
}
