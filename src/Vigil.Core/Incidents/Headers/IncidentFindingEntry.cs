namespace Vigil.Core.Incidents.Headers;

/// <summary>A finding in the list of its incident.</summary>
/// <param name="Asset">Name of what it is about; null when it names nothing.</param>
/// <param name="ReceivedAt">When its alert was received.</param>
/// <param name="Closed">Its sender calls it resolved.</param>
public sealed record IncidentFindingEntry(
    string Id, string AlertId, string Title, string Analytic, string? Asset, int SeverityId, double Score, DateTimeOffset ReceivedAt, bool Closed);
