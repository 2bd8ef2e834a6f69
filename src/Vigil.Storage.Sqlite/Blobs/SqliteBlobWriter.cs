using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>A blob in the making: nothing that a reader can see before the commit's row.</summary>
internal sealed class SqliteBlobWriter(SqliteDatabase database, string container, string name) : BlobWriter
{
    private readonly Upload _upload = new(database);
    private bool _ended;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        return _upload.WriteAsync(bytes, cancellationToken);
    }

    public override ValueTask<BlobWrite> CommitAsync(IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken) =>
        CommitAsync(metadata, static (session, blob) => BlobTable.Create(session, blob), cancellationToken);

    /// <summary>Commits by a write of the caller's, who may do more in the same transaction.</summary>
    public async ValueTask<BlobWrite> CommitAsync(
        IReadOnlyDictionary<string, string>? metadata, Func<Session, NewBlob, BlobWrite> create, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        StorageRules.CheckMetadata(metadata);
        var write = await _upload.FinishAsync(
            new NewBlob(container, name, default, null, 0, 0, MetadataText.Write(metadata), database.Now), create, cancellationToken);
        _ended = write.Done;
        return write;
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await _upload.AbandonAsync();
        }
    }
}
