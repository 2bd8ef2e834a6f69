namespace Vigil.Core.Enrichment;

/// <summary>What a record became. Times and incident are null while it is under way.</summary>
public sealed record FindingTrace(string FindingId, int Ordinal, string? Title, DateTimeOffset? StoredAt, string? IncidentId);
