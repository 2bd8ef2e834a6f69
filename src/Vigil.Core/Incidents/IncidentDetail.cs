using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents;

/// <summary>An incident in full.</summary>
/// <param name="History">The newest 100 entries of the audit, oldest first.</param>
public sealed record IncidentDetail(IncidentHeader Header, FindingPage Findings, IReadOnlyList<AuditEntry> History);
