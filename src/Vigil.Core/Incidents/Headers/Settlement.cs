namespace Vigil.Core.Incidents.Headers;

/// <summary>What was known when the incident was resolved or closed; more than that re-opens it.</summary>
/// <param name="FindingCount">Without the absorbed.</param>
public sealed record Settlement(DateTimeOffset At, int FindingCount, double Score);
