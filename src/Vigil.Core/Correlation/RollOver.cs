using Vigil.Core.Enrichment;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Correlation;

/// <summary>What a new finding does with the incident that stands open for its key.</summary>
internal enum RollOverDecision
{
    Join,

    /// <summary>Counted in the closed incident, told to nobody.</summary>
    Absorb,

    /// <summary>The incident takes no more: its successor is opened.</summary>
    OpenNext,
}

/// <summary>Decides by the incident's brief alone, so that a finding costs no read of the header.</summary>
internal static class RollOver
{
    /// <param name="incident">Null while its header is not written: the finding that opened it is on its way.</param>
    public static RollOverDecision Decide(IncidentBrief? incident, StoredFinding finding, CorrelationOptions options)
    {
        if (incident is null)
        {
            return RollOverDecision.Join;
        }

        if (incident.StatusId == IncidentStatus.Closed)
        {
            return Verdict.Absorbs(incident.VerdictId)
                && finding.Receipt.Score <= incident.SettledScore
                && finding.ReceivedAt - incident.SettledAt <= options.AbsorbFor
                    ? RollOverDecision.Absorb
                    : RollOverDecision.OpenNext;
        }

        return finding.ReceivedAt - incident.LastSeen > options.Window
            || finding.ReceivedAt - incident.OpenedAt > options.MaxAge
            || incident.FindingCount >= options.MaxMembers
                ? RollOverDecision.OpenNext
                : RollOverDecision.Join;
    }
}
