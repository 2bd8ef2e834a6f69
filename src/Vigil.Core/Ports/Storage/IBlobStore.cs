namespace Vigil.Core.Ports;

/// <summary>
/// Named bytes in containers, with conditional writes. Names hold <c>[A-Za-z0-9._:/-]</c>, at most 512 characters;
/// metadata keys <c>[a-z][a-z0-9_]*</c>, values printable ASCII (adapters encode nothing), at most 8 KiB together.
/// A write that returned is durable: it survives the loss of the process and of power.
/// Throws <see cref="StorageUnavailableException"/> when the store cannot be reached, is full or is locked for too long;
/// nothing has then been acknowledged, though the effect may have taken place.
/// </summary>
public interface IBlobStore
{
    /// <summary>Creates the blob if no blob has its name: <see cref="WriteOutcome.Done"/> or <see cref="WriteOutcome.Exists"/>.</summary>
    ValueTask<BlobWrite> CreateAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken);

    /// <summary>Replaces content and metadata if the ETag still is <paramref name="ifMatch"/>.</summary>
    ValueTask<BlobWrite> ReplaceAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, string ifMatch, CancellationToken cancellationToken);

    /// <summary>Reads the blob whole; null when there is none.</summary>
    ValueTask<Blob?> ReadAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>Reads properties and metadata only; null when there is none.</summary>
    ValueTask<BlobInfo?> FindAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the blob for reading as a seekable stream that holds a bounded part of it in memory; null when there is none or its ETag is not <paramref name="ifMatch"/>
    /// (null: any). What is read is one version, even if the blob is replaced meanwhile, or the read fails.
    /// </summary>
    ValueTask<Stream?> OpenReadAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken);

    /// <summary>Starts a blob whose bytes arrive over time; it is invisible until <see cref="BlobWriter.CommitAsync"/>.</summary>
    ValueTask<BlobWriter> OpenWriteAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>Lists names that start with <paramref name="prefix"/>, with metadata, in ordinal order.</summary>
    /// <param name="cursor">The <see cref="BlobPage.Next"/> of the page before, or null.</param>
    /// <param name="limit">At most so many items (1 to 5,000).</param>
    ValueTask<BlobPage> ListAsync(string container, string prefix, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes the blob if its ETag is <paramref name="ifMatch"/> (null: any).</summary>
    ValueTask<WriteOutcome> DeleteAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken);

    /// <summary>
    /// Gives one version of a blob another name in place of its own, at once and without its bytes passing through here; null where the store has no such
    /// thing. <see cref="WriteOutcome.Exists"/>: the other name is taken, and nothing was done.
    /// </summary>
    ValueTask<WriteOutcome?> TryMoveAsync((string Container, string Name, string ETag) from, (string Container, string Name) to,
        IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken) => ValueTask.FromResult<WriteOutcome?>(null);
}
