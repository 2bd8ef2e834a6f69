using Vigil.Core.Incidents.Headers;
using Vigil.Core.Normalization;

namespace Vigil.Core.Incidents.Audit;

/// <summary>What an entry makes of a header. Depends on nothing else, so that it can be carried over at any later time.</summary>
internal static class TriageChange
{
    private const int KeptComments = 3;
    private const int CommentLength = 200;

    public static IncidentHeader Apply(IncidentHeader header, StoredEntry stored)
    {
        var entry = stored.Entry;
        var triage = Comment(Change(header.Triage, entry), entry) with { Revision = entry.Revision, AuditDigest = stored.Digest };
        var publication = header.Publication;
        if (triage.StatusId != IncidentStatus.New)
        {
            triage = triage with { EscalatedAt = 0 };
            publication = publication with { EscalateAt = null, EscalatePriorityId = 0 };
        }

        return header with { Triage = triage, Publication = publication, Revision = header.Revision + 1, ModifiedAt = entry.At };
    }

    private static TriageState Change(TriageState triage, AuditEntry entry)
    {
        var change = entry.Change;
        var settlement = new Settlement(entry.At, entry.SeenFindings, entry.SeenScore);
        return change.Verb switch
        {
            TriageVerb.Claim => triage with
            {
                StatusId = IncidentStatus.InProgress,
                Assignee = change.Actor,
                ClaimedAt = triage.ClaimedAt ?? entry.At,
            },
            TriageVerb.Assign => triage with
            {
                StatusId = triage.StatusId == IncidentStatus.New ? IncidentStatus.InProgress : triage.StatusId,
                Assignee = change.Assignee,
                ClaimedAt = triage.ClaimedAt ?? entry.At,
            },
            TriageVerb.Hold => triage with { StatusId = IncidentStatus.OnHold },
            TriageVerb.Resolve => triage with
            {
                StatusId = IncidentStatus.Resolved,
                VerdictId = change.VerdictId ?? triage.VerdictId,
                Settlement = settlement,
            },
            TriageVerb.Close => triage with { StatusId = IncidentStatus.Closed, VerdictId = change.VerdictId, Settlement = settlement },
            TriageVerb.Reopen => triage with
            {
                StatusId = triage.Assignee is null ? IncidentStatus.New : IncidentStatus.InProgress,
                VerdictId = null,
                Settlement = null,
                MergedInto = null,
                ReopenReason = change.Reason,
            },
            TriageVerb.Merge => triage with
            {
                StatusId = IncidentStatus.Closed,
                VerdictId = Verdict.Duplicate,
                Settlement = settlement,
                MergedInto = change.Into,
            },
            TriageVerb.LegalHold => triage with { LegalHold = true },
            TriageVerb.LegalRelease => triage with { LegalHold = false },
            TriageVerb.Escalate => triage with { EscalatedAt = entry.Revision },
            _ => triage,
        };
    }

    private static TriageState Comment(TriageState triage, AuditEntry entry) => entry.Change.Comment is not { } text ? triage : triage with
    {
        CommentCount = triage.CommentCount + 1,
        LastComments =
        [
            .. triage.LastComments.TakeLast(KeptComments - 1),
            new TriageComment(entry.At, entry.Change.Actor.Name, BoundedText.Shorten(text, CommentLength)),
        ],
    };
}
