using System.Security.Cryptography;
using System.Text.Json;
using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents.Audit;

/// <summary>
/// Content of <c>audit/{incidentId}/{revision}</c>. Its creation decides a change; the header follows it, now or after a crash. So the audit
/// never tells of a change that did not take place, and no change takes place that it does not tell of.
/// </summary>
/// <param name="Revision">Triage revision that the change makes, from 1.</param>
/// <param name="SeenFindings">Findings, without the absorbed, that were known when it was decided.</param>
/// <param name="SeenScore">Score that was known then.</param>
/// <param name="Previous">SHA-256 of the entry before, lower-case hex; null in the first.</param>
public sealed record AuditEntry(
    string IncidentId, int Revision, DateTimeOffset At, TriageDraft Change, int SeenFindings, double SeenScore, string? Previous)
{
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, IncidentJson.Default.AuditEntry);

    internal static AuditEntry Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, IncidentJson.Default.AuditEntry) ?? throw new JsonException("An audit entry is null.");

    internal static string Digest(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));
}
