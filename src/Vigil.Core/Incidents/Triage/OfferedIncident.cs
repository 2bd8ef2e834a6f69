using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Triage;

/// <summary>An incident in hand, locked for one person.</summary>
public sealed record OfferedIncident(ReceivedIncident Message, IncidentHeader Incident);
