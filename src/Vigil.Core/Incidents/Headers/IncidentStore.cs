using System.Text.Json;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Headers;

/// <summary>Headers of incidents.</summary>
public sealed class IncidentStore(IBlobStore blobs, PublicationRule publication, TimeProvider time)
{
    /// <summary>Null while the incident has no header: it is invisible.</summary>
    public async ValueTask<IncidentBrief?> FindAsync(string id, CancellationToken cancellationToken) =>
        await blobs.FindAsync(Containers.Incidents, Name(id), cancellationToken) is { } info ? IncidentBrief.FromMetadata(info) : null;

    public async ValueTask<StoredIncident?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(Containers.Incidents, Name(id), cancellationToken) is { } blob
            ? new StoredIncident(Parse(blob.Content.Span), blob.Info.ETag)
            : null;

    /// <summary>Creates (null <paramref name="ifMatch"/>) or replaces the header; null when another was faster.</summary>
    public async ValueTask<StoredIncident?> WriteAsync(IncidentHeader header, string? ifMatch, CancellationToken cancellationToken)
    {
        var (fitting, json) = HeaderLimits.Fit(header);
        var metadata = IncidentBrief.Of(fitting, publication.IsOutstanding(fitting, time.GetUtcNow())).ToMetadata();
        var write = ifMatch is null
            ? await blobs.CreateAsync(Containers.Incidents, Name(fitting.Id), json, metadata, cancellationToken)
            : await blobs.ReplaceAsync(Containers.Incidents, Name(fitting.Id), json, metadata, ifMatch, cancellationToken);
        return write.Done ? new StoredIncident(fitting, write.ETag!) : null;
    }

    /// <summary>Deletes the header if it still is the one that was read.</summary>
    public ValueTask<WriteOutcome> DeleteAsync(StoredIncident incident, CancellationToken cancellationToken) =>
        blobs.DeleteAsync(Containers.Incidents, Name(incident.Header.Id), incident.ETag, cancellationToken);

    /// <summary>
    /// Follows merges to the incident that holds the findings now. Two that were merged into each other at once stand for the one with
    /// the lower id, which a refresh then re-opens.
    /// </summary>
    public async ValueTask<(string Id, IncidentBrief? Brief)> ResolveAsync(string id, CancellationToken cancellationToken)
    {
        var visited = new List<string>();
        while (true)
        {
            var brief = await FindAsync(id, cancellationToken);
            if (brief?.MergedInto is not { } next)
            {
                return (id, brief);
            }

            visited.Add(id);
            if (visited.IndexOf(next) is var start and >= 0)
            {
                var root = visited.Skip(start).Min(StringComparer.Ordinal)!;
                return (root, await FindAsync(root, cancellationToken));
            }

            id = next;
        }
    }

    /// <summary>Where events lie that are too large for the queue; each is named after its message.</summary>
    public static string PublishedPrefix(string id) => id + "/published/";

    private static string Name(string id) => id + "/header";

    private static IncidentHeader Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, IncidentJson.Default.IncidentHeader) ?? throw new JsonException("An incident's header is null.");
}
