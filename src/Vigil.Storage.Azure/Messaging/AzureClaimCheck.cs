using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Messaging;

/// <summary>Store, then queue: requests one after the other.</summary>
internal sealed class AzureClaimCheck(IBlobStore blobs, IMessageQueues queues) : IClaimCheck
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
        StorageRules.CheckMessage(queue, message, TimeSpan.Zero);
        var write = await blobs.CreateAsync(container, name, content, metadata, cancellationToken);
        if (write.Done)
        {
            await queues.SendAsync(queue, message, TimeSpan.Zero, cancellationToken);
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
        StorageRules.CheckMessage(queue, message, TimeSpan.Zero);
        var write = await writer.CommitAsync(metadata, cancellationToken);
        if (write.Done)
        {
            await blobs.CreateAsync(record.Container, record.Name, record.Content(write.ETag!), null, CancellationToken.None);
            await queues.SendAsync(queue, message, TimeSpan.Zero, CancellationToken.None);
        }

        return write;
    }
}
