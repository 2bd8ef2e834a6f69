using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Messaging;

/// <summary>Store, then queue: two requests, one after the other.</summary>
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
}
