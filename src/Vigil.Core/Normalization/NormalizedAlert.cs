using Vigil.Core.Enrichment;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization;

/// <summary>What an alert turned out to hold.</summary>
/// <param name="Ignored">Set when the profile knows the whole delivery as no alert: the label it is counted under, as in <c>push</c>.</param>
/// <param name="Records">In the order of the alert; empty when ignored.</param>
public sealed record NormalizedAlert(string? Ignored, IReadOnlyList<NormalizedRecord> Records);

/// <summary>What became of one record.</summary>
/// <param name="Ordinal">Position among the alert's records, from 0.</param>
public abstract record NormalizedRecord(int Ordinal)
{
    /// <summary>A finding, complete but for what enrichment and scoring add, and for its id (<c>finding_info.uid</c> holds a placeholder).</summary>
    /// <param name="SourceId">The source's own id, unique within the instance; null when it has none.</param>
    /// <param name="SourceStart">Start time as text, where the source re-uses ids; else null.</param>
    /// <param name="SourceUpdatedAt">The source's update time, which orders versions; null when it tells none.</param>
    /// <param name="ActivityId">OCSF activity_id: Create, Update or Close, as the source says.</param>
    /// <param name="RecordDigest">SHA-256 of the record in canonical JSON (RFC 8785 order of keys), 32 bytes.</param>
    /// <param name="AssetKeys">Names of what the finding is about, the primary one first.</param>
    /// <param name="Confidence">0 to 1; null when the source states none.</param>
    public sealed record Found(
        int Ordinal,
        string? SourceId,
        string? SourceStart,
        DateTimeOffset? SourceUpdatedAt,
        int ActivityId,
        ReadOnlyMemory<byte> RecordDigest,
        IReadOnlyList<AssetKey> AssetKeys,
        double? Confidence,
        DetectionFinding Finding) : NormalizedRecord(Ordinal)
    {
        /// <summary>The source's own id of what it belongs to with others, which then make one incident whatever each of them is about; null when it stands for itself.</summary>
        public string? Group { get; init; }
    }

    /// <summary>A record that the profile knows as no detection (heartbeat, audit record): counted under the label.</summary>
    public sealed record Ignored(int Ordinal, string Label) : NormalizedRecord(Ordinal);

    /// <summary>A record that cannot become a valid finding.</summary>
    /// <param name="Detail">For a person: which field, which rule. No payload.</param>
    public sealed record Failed(int Ordinal, Reason Reason, string Detail) : NormalizedRecord(Ordinal);
}
