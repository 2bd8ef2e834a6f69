using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>Blobs in the embedded database.</summary>
public sealed class SqliteBlobStore(SqliteDatabase database) : IBlobStore
{
    public async ValueTask<BlobWrite> CreateAsync(
        string container,
        string name,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        StorageRules.CheckMetadata(metadata);
        var blob = Describe(container, name, content, metadata);
        return content.Length <= database.Limits.MaxInline
            ? await database.WriteAsync(blob, static (session, blob) => BlobTable.Create(session, blob), cancellationToken)
            : await WriteLargeAsync(blob, static (session, blob) => BlobTable.Create(session, blob), cancellationToken);
    }

    public async ValueTask<BlobWrite> ReplaceAsync(
        string container,
        string name,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        string ifMatch,
        CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        StorageRules.CheckMetadata(metadata);
        var blob = Describe(container, name, content, metadata);
        return content.Length <= database.Limits.MaxInline
            ? await database.WriteAsync((blob, ifMatch), static (session, s) => BlobTable.Replace(session, s.blob, s.ifMatch), cancellationToken)
            : await WriteLargeAsync(blob, (session, blob) => BlobTable.Replace(session, blob, ifMatch), cancellationToken);
    }

    public ValueTask<Blob?> ReadAsync(string container, string name, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Read((container, name), static (session, s) => BlobReads.Whole(session, s.container, s.name)));
    }

    public ValueTask<BlobInfo?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Read((container, name), static (session, s) => BlobTable.Find(session, s.container, s.name)));
    }

    public ValueTask<Stream?> OpenReadAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        cancellationToken.ThrowIfCancellationRequested();
        var found = database.Read((container, name), static (session, s) => BlobReads.Open(session, s.container, s.name));
        return ValueTask.FromResult<Stream?>(found is not { } blob || (ifMatch is not null && BlobTable.ETag(blob.Version) != ifMatch) ? null
            : blob.Inline is { } bytes ? new MemoryStream(bytes, writable: false)
            : new ChunkStream(database, blob.Version, blob.Length));
    }

    public ValueTask<BlobWriter> OpenWriteAsync(string container, string name, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        return ValueTask.FromResult<BlobWriter>(new SqliteBlobWriter(database, container, name));
    }

    public ValueTask<BlobPage> ListAsync(string container, string prefix, string? cursor, int limit, CancellationToken cancellationToken)
    {
        StorageRules.CheckListing(container, prefix, limit);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Read(
            (container, prefix, cursor, limit),
            static (session, s) => BlobReads.List(session, s.container, s.prefix, s.cursor, s.limit)));
    }

    public async ValueTask<WriteOutcome> DeleteAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        return await database.WriteAsync(
            (container, name, ifMatch),
            static (session, s) => BlobTable.Delete(session, s.container, s.name, s.ifMatch),
            cancellationToken);
    }

    public async ValueTask<WriteOutcome?> TryMoveAsync(
        (string Container, string Name, string ETag) from,
        (string Container, string Name) to,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(from.Container, from.Name);
        StorageRules.CheckBlob(to.Container, to.Name);
        StorageRules.CheckMetadata(metadata);
        return await database.WriteAsync(
            (from, To: Describe(to.Container, to.Name, default, metadata)),
            static (session, s) => BlobTable.Move(session, s.from.Container, s.from.Name, s.from.ETag, s.To),
            cancellationToken);
    }

    internal NewBlob Describe(string container, string name, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string>? metadata) =>
        new(container, name, content, null, 0, content.Length, MetadataText.Write(metadata), database.Now);

    /// <summary>Brings the content in by chunks, then runs the write that makes them a blob.</summary>
    internal async ValueTask<BlobWrite> WriteLargeAsync(NewBlob blob, Func<Session, NewBlob, BlobWrite> finish, CancellationToken cancellationToken)
    {
        var upload = new Upload(database);
        var write = default(BlobWrite?);
        try
        {
            await upload.WriteAsync(blob.Content, cancellationToken);
            write = await upload.FinishAsync(blob, finish, cancellationToken);
            return write.Value;
        }
        finally
        {
            if (write is not { Done: true })
            {
                await upload.AbandonAsync();
            }
        }
    }
}
