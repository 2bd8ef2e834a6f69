using Vigil.Core.Ports;

namespace Vigil.Core.Correlation;

/// <summary>Which incident each finding belongs to: the one truth of it.</summary>
public sealed class Memberships(IBlobStore blobs)
{
    /// <summary>Null while the finding belongs to none.</summary>
    public async ValueTask<StoredMembership?> FindAsync(string findingId, CancellationToken cancellationToken) =>
        await blobs.FindAsync(Containers.Members, findingId, cancellationToken) is { } info
            ? new StoredMembership(Membership.FromMetadata(info), info.ETag)
            : null;

    /// <summary>The commit point: the finding belongs to this incident, or to the one that another handler decided on first.</summary>
    public async ValueTask<StoredMembership> CommitAsync(string findingId, Membership membership, CancellationToken cancellationToken)
    {
        var created = await blobs.CreateAsync(Containers.Members, findingId, default, membership.ToMetadata(), cancellationToken);
        return created.Done
            ? new StoredMembership(membership, created.ETag!)
            : await FindAsync(findingId, cancellationToken)
                ?? throw new InvalidOperationException("A membership exists and cannot be found; memberships are never deleted.");
    }

    /// <summary>Moves the finding out of <paramref name="from"/>; returns the incident that it belongs to afterwards.</summary>
    public async ValueTask<string?> MoveAsync(string findingId, string from, string to, CancellationToken cancellationToken)
    {
        while (await FindAsync(findingId, cancellationToken) is { } stored)
        {
            if (stored.Value.Incident != from)
            {
                return stored.Value.Incident;
            }

            var write = await blobs.ReplaceAsync(
                Containers.Members, findingId, default, stored.Value.MovedTo(to).ToMetadata(), stored.ETag, cancellationToken);
            if (write.Done)
            {
                return to;
            }
        }

        return null;
    }
}
