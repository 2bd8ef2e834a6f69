using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Incidents.World;

/// <param name="moves">Whether it gives blobs other names, if the store inside does.</param>
internal sealed class FaultyBlobs(IBlobStore inner, Faults faults, Traffic traffic, bool moves = false) : IBlobStore
{
    public ValueTask<BlobWrite> CreateAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        traffic.Wrote(container, name, content.Length, metadata);
        return faults.CallAsync(() => inner.CreateAsync(container, name, content, metadata, cancellationToken));
    }

    public ValueTask<BlobWrite> ReplaceAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, string ifMatch, CancellationToken cancellationToken)
    {
        traffic.Wrote(container, name, content.Length, metadata);
        return faults.CallAsync(() => inner.ReplaceAsync(container, name, content, metadata, ifMatch, cancellationToken));
    }

    public ValueTask<Blob?> ReadAsync(string container, string name, CancellationToken cancellationToken) =>
        faults.CallAsync(() => inner.ReadAsync(container, name, cancellationToken));

    public ValueTask<BlobInfo?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        faults.CallAsync(() => inner.FindAsync(container, name, cancellationToken));

    public ValueTask<Stream?> OpenReadAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken) =>
        faults.CallAsync(() => inner.OpenReadAsync(container, name, ifMatch, cancellationToken));

    public async ValueTask<BlobWriter> OpenWriteAsync(string container, string name, CancellationToken cancellationToken) =>
        new FaultyBlobWriter(await faults.CallAsync(() => inner.OpenWriteAsync(container, name, cancellationToken)), faults);

    public async ValueTask<BlobPage> ListAsync(string container, string prefix, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var page = await faults.CallAsync(() => inner.ListAsync(container, prefix, cursor, limit, cancellationToken));
        traffic.Listed(page);
        return page;
    }

    public ValueTask<WriteOutcome> DeleteAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken) =>
        faults.CallAsync(() => inner.DeleteAsync(container, name, ifMatch, cancellationToken));

    public ValueTask<WriteOutcome?> TryMoveAsync((string Container, string Name, string ETag) from, (string Container, string Name) to,
        IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken) => moves
            ? faults.CallAsync(() => inner.TryMoveAsync(from, to, metadata, cancellationToken))
            : ValueTask.FromResult<WriteOutcome?>(null);
}
