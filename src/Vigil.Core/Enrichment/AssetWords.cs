namespace Vigil.Core.Enrichment;

/// <summary>What criticality and exposure are called in receipts and findings: as in the inventory file.</summary>
internal static class AssetWords
{
    public static string Of(Criticality criticality) => criticality switch
    {
        Criticality.Low => "low",
        Criticality.Medium => "medium",
        Criticality.High => "high",
        Criticality.Critical => "critical",
        _ => "unknown",
    };

    public static string Of(Exposure exposure) => exposure switch
    {
        Exposure.Internal => "internal",
        Exposure.Partner => "partner",
        Exposure.Internet => "internet",
        _ => "unknown",
    };
}
