using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Blobs;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Messaging;

/// <summary>Blob and message in one transaction.</summary>
public sealed class SqliteClaimCheck(SqliteDatabase database, SqliteBlobStore blobs) : IClaimCheck
{
    public async ValueTask<BlobWrite> CreateAndSendAsync(
        string container,
        string name,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        string queue,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        StorageRules.CheckMetadata(metadata);
        StorageRules.CheckMessage(queue, message, TimeSpan.Zero);
        var blob = blobs.Describe(container, name, content, metadata);
        var write = content.Length <= database.Limits.MaxInline
            ? await database.WriteAsync(
                (blob, queue, message), static (session, s) => CreateAndSend(session, s.blob, s.queue, s.message), cancellationToken)
            : await blobs.WriteLargeAsync(blob, (session, blob) => CreateAndSend(session, blob, queue, message), cancellationToken);
        if (write.Done)
        {
            database.Arrivals.Tell(queue);
        }

        return write;
    }

    public async ValueTask<BlobWrite> CommitAndSendAsync(
        BlobWriter writer,
        IReadOnlyDictionary<string, string>? metadata,
        (string Container, string Name, Func<string, ReadOnlyMemory<byte>> Content) record,
        string queue,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(record.Container, record.Name);
        StorageRules.CheckMessage(queue, message, TimeSpan.Zero);
        var write = await ((SqliteBlobWriter)writer).CommitAsync(
            metadata,
            (session, blob) =>
            {
                var write = CreateAndSend(session, blob, queue, message);
                if (write.Done)
                {
                    BlobTable.Create(session, blobs.Describe(record.Container, record.Name, record.Content(write.ETag!), null));
                }

                return write;
            },
            cancellationToken);
        if (write.Done)
        {
            database.Arrivals.Tell(queue);
        }

        return write;
    }

    private static BlobWrite CreateAndSend(Session session, NewBlob blob, string queue, ReadOnlyMemory<byte> message)
    {
        var write = BlobTable.Create(session, blob);
        if (write.Done)
        {
            MessageTable.Send(session, queue, message.Span, blob.Now, blob.Now);
        }

        return write;
    }
}
