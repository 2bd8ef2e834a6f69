namespace Vigil.Core.Incidents.Headers;

/// <summary>A header as it is stored.</summary>
public sealed record StoredIncident(IncidentHeader Header, string ETag);
