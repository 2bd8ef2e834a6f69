using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Intake.Storing;

/// <summary>Real storage that fails once, at one operation, before or after its effect.</summary>
internal sealed class FaultyStorage(IBlobStore blobs, IClaimCheck claims, string operation, bool afterEffect) : IBlobStore, IClaimCheck
{
    public const string BetweenCreateAndSend = "between create and send";

    private int _left = 1;

    public async ValueTask<BlobWrite> CreateAndSendAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, string queue, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (Fails(BetweenCreateAndSend))
        {
            await blobs.CreateAsync(container, name, content, metadata, cancellationToken);
            throw Failure();
        }

        return await Around(nameof(CreateAndSendAsync), () =>
            claims.CreateAndSendAsync(container, name, content, metadata, queue, message, cancellationToken));
    }

    public ValueTask<BlobWrite> CreateAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken) =>
        Around(nameof(CreateAsync), () => blobs.CreateAsync(container, name, content, metadata, cancellationToken));

    public ValueTask<BlobInfo?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        Around(nameof(FindAsync), () => blobs.FindAsync(container, name, cancellationToken));

    public ValueTask<BlobWrite> ReplaceAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, string ifMatch, CancellationToken cancellationToken) =>
        blobs.ReplaceAsync(container, name, content, metadata, ifMatch, cancellationToken);

    public ValueTask<Blob?> ReadAsync(string container, string name, CancellationToken cancellationToken) =>
        blobs.ReadAsync(container, name, cancellationToken);

    public ValueTask<Stream?> OpenReadAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken) =>
        blobs.OpenReadAsync(container, name, ifMatch, cancellationToken);

    public ValueTask<BlobWriter> OpenWriteAsync(string container, string name, CancellationToken cancellationToken) =>
        blobs.OpenWriteAsync(container, name, cancellationToken);

    public ValueTask<BlobPage> ListAsync(string container, string prefix, string? cursor, int limit, CancellationToken cancellationToken) =>
        blobs.ListAsync(container, prefix, cursor, limit, cancellationToken);

    public ValueTask<WriteOutcome> DeleteAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken) =>
        blobs.DeleteAsync(container, name, ifMatch, cancellationToken);

    public ValueTask<BlobWrite> CommitAndSendAsync(BlobWriter writer, IReadOnlyDictionary<string, string>? metadata,
        (string Container, string Name, Func<string, ReadOnlyMemory<byte>> Content) record, string queue, ReadOnlyMemory<byte> message,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    private static StorageUnavailableException Failure() => new("The disk is full.", TimeSpan.FromSeconds(3), null);

    private bool Fails(string what) => what == operation && Interlocked.Exchange(ref _left, 0) == 1;

    private async ValueTask<T> Around<T>(string what, Func<ValueTask<T>> call)
    {
        var fails = Fails(what);
        if (fails && !afterEffect)
        {
            throw Failure();
        }

        var result = await call();
        return fails ? throw Failure() : result;
    }
}
