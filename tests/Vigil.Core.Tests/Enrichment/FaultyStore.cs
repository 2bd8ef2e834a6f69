using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>The real store, which at its nth write and ever after behaves as the store of a process that died there.</summary>
internal sealed class FaultyStore(TestStore store, int crashAt, bool afterTheEffect) : IBlobStore, IClaimCheck, IMessageQueues
{
    private int _writes;

    /// <summary>So many replaces still find that somebody else was faster.</summary>
    public int Conflicts { get; set; }

    public ValueTask<BlobWrite> CreateAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken) =>
        WriteAsync(() => store.Blobs.CreateAsync(container, name, content, metadata, cancellationToken));

    public ValueTask<BlobWrite> ReplaceAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, string ifMatch, CancellationToken cancellationToken) =>
        Conflicts-- > 0 ? ValueTask.FromResult(new BlobWrite(WriteOutcome.Conflict, null)) : WriteAsync(() => store.Blobs.ReplaceAsync(container, name, content, metadata, ifMatch, cancellationToken));

    /// <summary>As an adapter without a common transaction does it: two writes, and the process can die between them.</summary>
    public async ValueTask<BlobWrite> CreateAndSendAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, string queue, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var write = await CreateAsync(container, name, content, metadata, cancellationToken);
        if (write.Done)
        {
            await SendAsync(queue, message, TimeSpan.Zero, cancellationToken);
        }

        return write;
    }

    public async ValueTask SendAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken) => await WriteAsync(async () =>
    {
        await store.Queues.SendAsync(queue, body, delay, cancellationToken);
        return default(BlobWrite);
    });

    public ValueTask<Blob?> ReadAsync(string container, string name, CancellationToken cancellationToken) =>
        store.Blobs.ReadAsync(container, name, cancellationToken);

    public ValueTask<BlobInfo?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        store.Blobs.FindAsync(container, name, cancellationToken);

    public ValueTask<Stream?> OpenReadAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken) =>
        store.Blobs.OpenReadAsync(container, name, ifMatch, cancellationToken);

    public ValueTask<BlobWriter> OpenWriteAsync(string container, string name, CancellationToken cancellationToken) =>
        store.Blobs.OpenWriteAsync(container, name, cancellationToken);

    public ValueTask<BlobPage> ListAsync(string container, string prefix, string? cursor, int limit, CancellationToken cancellationToken) =>
        store.Blobs.ListAsync(container, prefix, cursor, limit, cancellationToken);

    public ValueTask<WriteOutcome> DeleteAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken) =>
        store.Blobs.DeleteAsync(container, name, ifMatch, cancellationToken);

    public ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
        store.Queues.ReceiveAsync(queue, max, visibility, cancellationToken);

    public ValueTask<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        store.Queues.CompleteAsync(message, cancellationToken);

    public ValueTask<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        store.Queues.ReleaseAsync(message, delay, cancellationToken);

    public ValueTask<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        store.Queues.ExtendAsync(message, visibility, cancellationToken);

    public ValueTask<QueueState> StateAsync(string queue, CancellationToken cancellationToken) => store.Queues.StateAsync(queue, cancellationToken);

    public ValueTask<BlobWrite> CommitAndSendAsync(BlobWriter writer, IReadOnlyDictionary<string, string>? metadata,
        (string Container, string Name, Func<string, ReadOnlyMemory<byte>> Content) record, string queue, ReadOnlyMemory<byte> message,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    private async ValueTask<BlobWrite> WriteAsync(Func<ValueTask<BlobWrite>> write)
    {
        var number = Interlocked.Increment(ref _writes);
        if (number > crashAt || (number == crashAt && !afterTheEffect))
        {
            throw new CrashException();
        }

        var result = await write();
        return number == crashAt ? throw new CrashException() : result;
    }

    internal sealed class CrashException() : Exception("The process died here.");
}
