namespace Vigil.Core.Incidents.Audit;

/// <summary>An entry as it is stored.</summary>
/// <param name="Digest">What the next entry holds as its <see cref="AuditEntry.Previous"/>.</param>
public sealed record StoredEntry(AuditEntry Entry, string Digest);
