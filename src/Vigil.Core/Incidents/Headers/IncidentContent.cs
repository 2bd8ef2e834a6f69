using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;

namespace Vigil.Core.Incidents.Headers;

/// <summary>What an incident's findings come to: recomputed from all of them, never incremented.</summary>
/// <param name="Title">Of the finding with the highest score.</param>
/// <param name="SeverityId">OCSF severity_id, the highest of the findings.</param>
/// <param name="Receipt">The score and what it is made of.</param>
/// <param name="AbsorbedCount">Findings that joined after the close without re-opening.</param>
/// <param name="ClosedCount">Findings that their senders call resolved.</param>
/// <param name="TopOpenScore">Highest score among the findings that are not resolved.</param>
/// <param name="FirstSeen">When the first finding was received; senders' clocks play no part.</param>
/// <param name="LastSeen">When the last finding was received.</param>
/// <param name="Findings">The highest scores, descending, at most 100.</param>
/// <param name="Observables">At most 50.</param>
/// <param name="Attacks">At most 50.</param>
/// <param name="Proposal">
/// <c>resolved</c> when every finding was resolved by its sender: advice to whoever triages; the state is theirs to change.
/// </param>
public sealed record IncidentContent(
    string Title,
    int SeverityId,
    int PriorityId,
    IncidentReceipt Receipt,
    int FindingCount,
    int AbsorbedCount,
    int ClosedCount,
    double TopOpenScore,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    string? Asset,
    string? AssetId,
    string? Owner,
    IReadOnlyList<IncidentFindingEntry> Findings,
    IReadOnlyList<Observable> Observables,
    IReadOnlyList<Attack> Attacks,
    string? Proposal)
{
    public const string ProposeResolved = "resolved";
}
