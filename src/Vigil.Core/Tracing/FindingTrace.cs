using Vigil.Core.Scoring;

namespace Vigil.Core.Tracing;

/// <summary>What a record became. Everything is null while it is under way.</summary>
/// <param name="StoredAt">When it was first stored.</param>
/// <param name="Revision">1, and 1 more with every newer content.</param>
/// <param name="NormalizedBy">Digest of the profile that mapped what is stored.</param>
/// <param name="EnrichedAt">When it was enriched and scored.</param>
/// <param name="Answers">What each enricher answered.</param>
public sealed record FindingTrace(
    string FindingId,
    int Ordinal,
    string? Title,
    DateTimeOffset? StoredAt,
    int? Revision,
    string? NormalizedBy,
    DateTimeOffset? EnrichedAt,
    IReadOnlyList<EnricherAnswer> Answers,
    ScoreReceipt? Receipt,
    string? IncidentId,
    IncidentTrace? Incident);

/// <summary>What an enricher found.</summary>
/// <param name="Name">As in <c>vigil.asset</c>.</param>
/// <param name="Value">What was looked up, or found; null when nothing was.</param>
/// <param name="Source">Whose data it was, with its version.</param>
/// <param name="Took">How long it took; null of findings that an earlier version stored.</param>
public sealed record EnricherAnswer(string Name, string? Value, string? Source, string? Detail, TimeSpan? Took);

/// <summary>The incident of a finding.</summary>
/// <param name="PublishedAt">When it was last told to the queue <c>incidents</c>; null before the first time.</param>
/// <param name="PublishedRevision">Which revision that was.</param>
/// <param name="History">What was done with it, oldest first, the newest 20.</param>
public sealed record IncidentTrace(
    string Id,
    string Title,
    string Priority,
    string State,
    double Score,
    DateTimeOffset OpenedAt,
    int Revision,
    DateTimeOffset? PublishedAt,
    int PublishedRevision,
    IReadOnlyList<TriageTrace> History);

/// <summary>One act on an incident.</summary>
/// <param name="Act">As in <c>claim</c>.</param>
public sealed record TriageTrace(DateTimeOffset At, string By, string Act, string? Comment);
