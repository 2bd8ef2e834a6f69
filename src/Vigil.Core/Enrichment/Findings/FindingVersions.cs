using Vigil.Core.Normalization.Plans;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>What two versions of a finding come to: the same, in whatever order they arrive.</summary>
internal static class FindingVersions
{
    private static readonly TimeSpan s_maxAhead = TimeSpan.FromDays(1);

    /// <summary>The next revision: the newer content, and of what it ever was the sum. Null when the stored one is that already.</summary>
    public static StoredFinding? Merge(StoredFinding candidate, StoredFinding stored)
    {
        var replaces = Replaces(candidate, stored);
        var mayOpen = candidate.MayOpen || stored.MayOpen;
        var wasOpen = candidate.WasOpen || stored.WasOpen;
        if (!replaces && mayOpen == stored.MayOpen && wasOpen == stored.WasOpen)
        {
            return null;
        }

        if (replaces && candidate.Finding.ActivityId == OcsfClass.ActivityCreate)
        {
            FindingFrame.SetActivity(candidate.Finding, OcsfClass.ActivityUpdate);
        }

        return (replaces ? candidate : stored) with { Revision = stored.Revision + 1, MayOpen = mayOpen, WasOpen = wasOpen };
    }

    // Equal content is no newer version, but the genuine alert of it stands for it rather than its possible replay.
    private static bool Replaces(StoredFinding candidate, StoredFinding stored) => candidate.ContentDigest == stored.ContentDigest
        ? candidate.MayOpen && !stored.MayOpen
        : Compare(candidate, stored) > 0;

    /// <summary>
    /// By the source's time, where it tells none by the received time; at one instant a close wins, and then what was received later. A source's
    /// clock that runs ahead counts little, or one version from the far future would be the newest for ever.
    /// </summary>
    public static (DateTimeOffset Time, bool IsClosed, DateTimeOffset ReceivedAt) Order(
        DateTimeOffset? sourceTime, DateTimeOffset receivedAt, bool isClosed) =>
        (sourceTime is not { } time ? receivedAt : time - receivedAt > s_maxAhead ? receivedAt + s_maxAhead : time, isClosed, receivedAt);

    private static int Compare(StoredFinding a, StoredFinding b)
    {
        var order = OrderOf(a).CompareTo(OrderOf(b));

        // Any order among equals would do, but it must be one, so that every order of arrival ends in the same finding.
        return order != 0 ? order : string.CompareOrdinal(a.ContentDigest, b.ContentDigest);
    }

    private static (DateTimeOffset Time, bool IsClosed, DateTimeOffset ReceivedAt) OrderOf(StoredFinding finding) =>
        Order(finding.SourceUpdatedAt, finding.ReceivedAt, finding.IsClosed);
}
