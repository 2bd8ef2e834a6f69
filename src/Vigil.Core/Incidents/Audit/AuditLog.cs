using System.Globalization;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Audit;

/// <summary>The chain of entries of each incident. Entries are created, never replaced.</summary>
public sealed class AuditLog(IBlobStore blobs, IncidentStore incidents)
{
    /// <summary>Creates the entry, or returns the one that was there first.</summary>
    public async ValueTask<(StoredEntry Entry, bool Ours)> CreateAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var json = entry.ToJson();
        var name = Name(entry.IncidentId, entry.Revision);
        var created = await blobs.CreateAsync(Containers.Audit, name, json, null, cancellationToken);
        return created.Done
            ? (new StoredEntry(entry, AuditEntry.Digest(json)), true)
            : (await FindAsync(entry.IncidentId, entry.Revision, cancellationToken)
                ?? throw new InvalidOperationException("An audit entry exists and cannot be found; entries are never deleted."), false);
    }

    public async ValueTask<StoredEntry?> FindAsync(string incident, int revision, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(Containers.Audit, Name(incident, revision), cancellationToken) is { } blob
            ? new StoredEntry(AuditEntry.Parse(blob.Content.Span), AuditEntry.Digest(blob.Content.Span))
            : null;

    /// <summary>The newest entries, oldest first.</summary>
    public async ValueTask<IReadOnlyList<AuditEntry>> ReadLastAsync(IncidentHeader header, int count, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        for (var revision = Math.Max(1, header.Triage.Revision - count + 1); revision <= header.Triage.Revision; revision++)
        {
            if (await FindAsync(header.Id, revision, cancellationToken) is { } stored)
            {
                entries.Add(stored.Entry);
            }
        }

        return entries;
    }

    /// <summary>Follows the chain from the first entry to the one the header names. Tells what is missing, altered or cut off; null when nothing is.</summary>
    public async ValueTask<string?> VerifyAsync(string incident, CancellationToken cancellationToken)
    {
        if (await incidents.ReadAsync(incident, cancellationToken) is not { Header.Triage: var triage })
        {
            return "There is no such incident.";
        }

        string? previous = null;
        for (var revision = 1; revision <= triage.Revision; revision++)
        {
            if (await FindAsync(incident, revision, cancellationToken) is not { } stored)
            {
                return $"Entry {revision} is missing.";
            }

            if (stored.Entry.Previous != previous || stored.Entry.Revision != revision || stored.Entry.IncidentId != incident)
            {
                return $"Entry {revision} does not follow the one before it.";
            }

            previous = stored.Digest;
        }

        return previous == triage.AuditDigest ? null : "The last entry is not the one that the header names.";
    }

    // Padded, so that a listing is in order.
    private static string Name(string incident, int revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{incident}/{revision:D10}");
}
