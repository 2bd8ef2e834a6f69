using Vigil.Core.Ports;

namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>Snapshots in the blob store: immutable content under its version, and one pointer that names the current one.</summary>
internal sealed class AssetSnapshotStore(IBlobStore blobs)
{
    public const string Prefix = "assets/";
    public const string PointerName = Prefix + "current";

    private const int ChunkBytes = 1024 * 1024;
    private const int MaxTries = 8;

    public static string NameOf(string version) => Prefix + version;

    /// <summary>Stores the snapshot under its version. One that is there already has the same content.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> snapshot, CancellationToken cancellationToken)
    {
        var name = NameOf(AssetSnapshot.VersionOf(snapshot.Span));
        if (await blobs.FindAsync(Containers.Reference, name, cancellationToken) is not null)
        {
            return;
        }

        await using var writer = await blobs.OpenWriteAsync(Containers.Reference, name, cancellationToken);
        for (var rest = snapshot; !rest.IsEmpty; rest = rest[Math.Min(ChunkBytes, rest.Length)..])
        {
            await writer.WriteAsync(rest[..Math.Min(ChunkBytes, rest.Length)], cancellationToken);
        }

        await writer.CommitAsync(null, cancellationToken);
    }

    /// <summary>Makes the pointer name the snapshot; false when others kept changing it meanwhile.</summary>
    public async ValueTask<bool> PointToAsync(AssetSnapshotPointer pointer, CancellationToken cancellationToken)
    {
        var json = pointer.ToJson();
        for (var i = 0; i < MaxTries; i++)
        {
            var current = await blobs.FindAsync(Containers.Reference, PointerName, cancellationToken);
            var write = current is null
                ? await blobs.CreateAsync(Containers.Reference, PointerName, json, null, cancellationToken)
                : await blobs.ReplaceAsync(Containers.Reference, PointerName, json, null, current.ETag, cancellationToken);
            if (write.Done)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The snapshot's bytes; null when there is no such blob or it is larger than an array.</summary>
    public async ValueTask<byte[]?> ReadAsync(string version, CancellationToken cancellationToken)
    {
        var info = await blobs.FindAsync(Containers.Reference, NameOf(version), cancellationToken);
        if (info is null || info.Length > Array.MaxLength)
        {
            return null;
        }

        await using var stream = await blobs.OpenReadAsync(Containers.Reference, info.Name, info.ETag, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)info.Length);
        return await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken) == bytes.Length ? bytes : null;
    }
}
