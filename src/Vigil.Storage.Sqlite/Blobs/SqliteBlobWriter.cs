using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>A blob in the making, in chunks that only the commit's row makes visible.</summary>
internal sealed class SqliteBlobWriter(SqliteDatabase database, string container, string name, Upload upload) : BlobWriter
{
    private bool _ended;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        return upload.WriteAsync(bytes, cancellationToken);
    }

    public override async ValueTask<BlobWrite> CommitAsync(IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        StorageRules.CheckMetadata(metadata);
        await upload.FlushAsync(cancellationToken);
        var blob = new NewBlob(container, name, default, upload.Version, upload.Length, MetadataText.Write(metadata), database.Now);
        var write = await database.WriteAsync(blob, static (session, blob) => BlobTable.Create(session, blob), cancellationToken);
        _ended = write.Done;
        return write;
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await upload.AbandonAsync();
        }
    }
}
