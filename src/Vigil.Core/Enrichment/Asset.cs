namespace Vigil.Core.Enrichment;

/// <summary>An asset as the inventory knows it.</summary>
public sealed record Asset(
    string Id,
    string Name,
    string? Owner,
    string? Team,
    string? Environment,
    Criticality Criticality,
    Exposure Exposure,
    IReadOnlyList<string> Tags);
