using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents;

/// <summary>One page of an incident's findings; <paramref name="Next"/> is null on the last.</summary>
public sealed record FindingPage(IReadOnlyList<IncidentFindingEntry> Items, string? Next);
