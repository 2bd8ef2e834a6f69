namespace Vigil.Core.Ports;

/// <summary>
/// The claim-check pattern: store what is large, then queue the reference to it. The order holds always; an adapter whose blobs and
/// queues share a transaction does both in one.
/// </summary>
public interface IClaimCheck
{
    /// <summary>
    /// Creates the blob if absent and, only where this call created it, sends the message. When the call fails after the create,
    /// the sender's next try finds <see cref="WriteOutcome.Exists"/> and must send by itself.
    /// </summary>
    ValueTask<BlobWrite> CreateAndSendAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, string queue, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>
    /// The same for content that came in over time, with a record that names its version: commits the blob, then creates the record if absent, then sends.
    /// Cancellation counts until the commit: what is stored is also told of.
    /// </summary>
    /// <param name="writer">Of the store behind this port.</param>
    /// <param name="record">The record by the blob's ETag; may be asked more than once.</param>
    ValueTask<BlobWrite> CommitAndSendAsync(BlobWriter writer, IReadOnlyDictionary<string, string>? metadata,
        (string Container, string Name, Func<string, ReadOnlyMemory<byte>> Content) record, string queue, ReadOnlyMemory<byte> message,
        CancellationToken cancellationToken);
}
