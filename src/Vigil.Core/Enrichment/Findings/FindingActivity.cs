using Vigil.Core.Ocsf;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>Keeps the four members that tell a finding's activity in step.</summary>
internal static class FindingActivity
{
    public static void Stamp(DetectionFinding finding, int activityId)
    {
        finding.ActivityId = activityId;
        finding.ActivityName = OcsfClass.ActivityName(activityId);
        finding.TypeUid = OcsfClass.TypeUid(OcsfClass.DetectionFinding, activityId);
        finding.TypeName = $"{OcsfClass.DetectionFindingName}: {finding.ActivityName}";
    }
}
