using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents.Refreshing;

/// <summary>Whether findings have come that whoever settled the incident cannot have seen.</summary>
internal static class ReopenRule
{
    public static bool Applies(IncidentHeader header)
    {
        if (header.Triage is not { Settlement: { } settlement, MergedInto: null } triage)
        {
            return false;
        }

        var content = header.Content;
        return content.TopOpenScore > settlement.Score
            || (!Verdict.Absorbs(triage.VerdictId) && content.FindingCount - content.AbsorbedCount > settlement.FindingCount);
    }
}
