namespace Vigil.Core.Tracing;

/// <summary>The whole way of an alert, with times.</summary>
/// <param name="StoredAt">When its raw bytes were stored.</param>
/// <param name="DoneAt">When all of its findings were stored; null while they are not.</param>
/// <param name="ProfileVersion">Digest of the profile that verified it; each finding names the one that mapped it.</param>
/// <param name="Scheme">Verification scheme that it passed.</param>
/// <param name="SecretVersion">Version of the secret that matched.</param>
/// <param name="TraceId">W3C trace id of its whole way, across the queues; null when nothing recorded traces.</param>
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
    string? TraceId,
    string? IgnoredAs,
    int IgnoredRecords,
    IReadOnlyList<FailedRecordTrace> FailedRecords,
    int FindingCount,
    IReadOnlyList<FindingTrace> Findings);
