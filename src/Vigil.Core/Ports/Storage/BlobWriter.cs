namespace Vigil.Core.Ports;

/// <summary>A blob in the making. Disposing without a commit leaves nothing that a reader can see.</summary>
public abstract class BlobWriter : IAsyncDisposable
{
    /// <summary>Takes the next bytes; the buffer may be reused when the task ends.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Makes the blob visible, whole and at once, if none has its name: <see cref="WriteOutcome.Done"/> or <see cref="WriteOutcome.Exists"/>.</summary>
    public abstract ValueTask<BlobWrite> CommitAsync(IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
