namespace Vigil.Core.Enrichment;

/// <summary>The whole way of an alert, with times.</summary>
/// <param name="StoredAt">When its raw bytes were stored.</param>
/// <param name="DoneAt">When all of its findings were stored; null while they are not.</param>
/// <param name="IgnoredAs">Set when the delivery is no alert: the label it was counted under.</param>
/// <param name="IgnoredRecords">Records that are no detections.</param>
/// <param name="FindingCount">Findings it holds; <paramref name="Findings"/> shows the first 200.</param>
public sealed record AlertTrace(
    string Id,
    string Instance,
    string Tenant,
    string Profile,
    string ProfileVersion,
    string Scheme,
    string SecretVersion,
    string Digest,
    long Bytes,
    DateTimeOffset ReceivedAt,
    DateTimeOffset StoredAt,
    DateTimeOffset? DoneAt,
    bool PossibleReplay,
    string? TraceParent,
    string? IgnoredAs,
    int IgnoredRecords,
    IReadOnlyList<FailedRecordTrace> FailedRecords,
    int FindingCount,
    IReadOnlyList<FindingTrace> Findings);
