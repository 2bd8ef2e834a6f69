using Vigil.Core.Correlation;

namespace Vigil.Core.Incidents.Headers;

/// <summary>What an incident is, fixed when its header is first written.</summary>
/// <param name="Id">hash(key ‖ finding that opened it), or, split off, hash(incident ‖ triage revision).</param>
/// <param name="Key">Correlation key of its first finding.</param>
/// <param name="Instance">The sender of its first finding.</param>
/// <param name="Rule">The rule that grouped it, as it was then.</param>
/// <param name="OpenedAt">When its first finding was received.</param>
/// <param name="SuccessorOf">The incident it follows: one that was closed or full, or that it was split off; else null.</param>
public sealed record IncidentOrigin(
    string Id, string Key, string Tenant, string Instance, CorrelationRule Rule, DateTimeOffset OpenedAt, string? SuccessorOf);
