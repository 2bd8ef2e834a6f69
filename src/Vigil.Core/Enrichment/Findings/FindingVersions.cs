namespace Vigil.Core.Enrichment.Findings;

/// <summary>Which of two contents of a finding is the newer.</summary>
internal static class FindingVersions
{
    /// <summary>
    /// By the source's update time, then the received time. At the same instant a Close wins, and among equals the digest decides: any order would
    /// do, but it must be one, so that every order of arrival ends in the same finding.
    /// </summary>
    public static bool IsNewer(StoredFinding candidate, StoredFinding stored) =>
        candidate.ContentDigest != stored.ContentDigest && Compare(candidate, stored) > 0;

    private static int Compare(StoredFinding a, StoredFinding b)
    {
        var order = (a.SourceUpdatedAt ?? a.ReceivedAt, a.ReceivedAt, a.IsClosed).CompareTo((b.SourceUpdatedAt ?? b.ReceivedAt, b.ReceivedAt, b.IsClosed));
        return order != 0 ? order : string.CompareOrdinal(a.ContentDigest, b.ContentDigest);
    }
}
