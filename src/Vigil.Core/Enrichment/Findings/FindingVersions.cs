using Vigil.Core.Ocsf;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>What two versions of a finding come to: the same, in whatever order they arrive.</summary>
internal static class FindingVersions
{
    /// <summary>The next revision: the newer content, with what either version permits. Null when the stored one is that already.</summary>
    public static StoredFinding? Merge(StoredFinding candidate, StoredFinding stored)
    {
        var replaces = Replaces(candidate, stored);
        var mayOpen = candidate.MayOpen || stored.MayOpen;
        if (!replaces && mayOpen == stored.MayOpen)
        {
            return null;
        }

        if (replaces && candidate.Finding.ActivityId == OcsfClass.ActivityCreate)
        {
            FindingActivity.Stamp(candidate.Finding, OcsfClass.ActivityUpdate);
        }

        return (replaces ? candidate : stored) with { Revision = stored.Revision + 1, MayOpen = mayOpen };
    }

    // Equal content is no newer version, but the genuine alert of it stands for it rather than its possible replay.
    private static bool Replaces(StoredFinding candidate, StoredFinding stored) => candidate.ContentDigest == stored.ContentDigest
        ? candidate.MayOpen && !stored.MayOpen
        : Compare(candidate, stored) > 0;

    /// <summary>
    /// By the source's update time, then the received time. At the same instant a Close wins, and among equals the digest decides: any order would
    /// do, but it must be one, so that every order of arrival ends in the same finding.
    /// </summary>
    private static int Compare(StoredFinding a, StoredFinding b)
    {
        var order = (a.SourceUpdatedAt ?? a.ReceivedAt, a.ReceivedAt, a.IsClosed).CompareTo((b.SourceUpdatedAt ?? b.ReceivedAt, b.ReceivedAt, b.IsClosed));
        return order != 0 ? order : string.CompareOrdinal(a.ContentDigest, b.ContentDigest);
    }
}
