using Vigil.Core.DeadLetters;

namespace Vigil.Web.DeadLetters;

/// <summary>What a replay came to, or would.</summary>
/// <param name="Effect">What there was to do, by the present profiles and rules.</param>
/// <param name="Reason">Why it would fail again, where it would.</param>
/// <param name="NewFindings">Findings that are created or updated by it.</param>
/// <param name="ExistingFindings">Findings that are stored already as they would be.</param>
/// <param name="FailingRecords">Records that fail by the present profile.</param>
public sealed record ReplayAnswer(
    DeadLetterItem Letter,
    bool Sent,
    ReplayEffect Effect,
    string? Reason,
    string Detail,
    int NewFindings,
    int ExistingFindings,
    int FailingRecords,
    string? IncidentId)
{
    public static ReplayAnswer From(ReplayResult result) => new(
        DeadLetterItem.From(result.Letter), result.Sent, result.Plan.Effect, result.Plan.Reason, result.Plan.Detail,
        result.Plan.NewFindings, result.Plan.ExistingFindings, result.Plan.FailingRecords, result.Plan.IncidentId);
}
