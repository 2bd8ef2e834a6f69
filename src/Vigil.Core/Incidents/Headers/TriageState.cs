using Vigil.Core.Incidents.Triage;

namespace Vigil.Core.Incidents.Headers;

/// <summary>What people decided about an incident. Only entries of the audit change it.</summary>
/// <param name="Revision">Number of the last audit entry; what <c>If-Match</c> carries. 0 until the first.</param>
/// <param name="StatusId">One of <see cref="IncidentStatus"/>.</param>
/// <param name="VerdictId">One of <see cref="Verdict"/>; null until given.</param>
/// <param name="LastComments">The newest, shortened; the audit has them whole.</param>
/// <param name="MergedInto">The incident that took its findings over.</param>
/// <param name="Settlement">Set while Resolved or Closed.</param>
/// <param name="ReopenReason">Why it was last re-opened.</param>
/// <param name="EscalatedAt">Triage revision of the escalation while New; 0 when there was none.</param>
/// <param name="AuditDigest">SHA-256 of the last audit entry, lower-case hex; null before the first.</param>
/// <param name="ClaimedAt">When somebody first took it on or was given it.</param>
/// <param name="LegalHold">Nothing that it refers to may be deleted.</param>
public sealed record TriageState(
    int Revision,
    int StatusId,
    TriageActor? Assignee,
    int? VerdictId,
    int CommentCount,
    IReadOnlyList<TriageComment> LastComments,
    string? MergedInto,
    Settlement? Settlement,
    string? ReopenReason,
    int EscalatedAt,
    string? AuditDigest,
    DateTimeOffset? ClaimedAt = null,
    bool LegalHold = false)
{
    public static TriageState Initial { get; } = new(0, IncidentStatus.New, null, null, 0, [], null, null, null, 0, null);
}
