using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Running;

/// <summary>One version of a blob, for engines.</summary>
internal static class BlobSubject
{
    /// <param name="name">As its uploader called it.</param>
    public static ScanSubject Of(
        IBlobStore blobs, string container, string blob, string eTag, long length, string name, string? declaredType, CancellationToken cancellationToken)
    {
        ValueTask<Stream> OpenAsync(CancellationToken cancelled) => BlobSubject.OpenAsync(blobs, container, blob, eTag, cancelled);
        var digests = new Lazy<Task<FileDigests>>(() => FileDigests.OfAsync(OpenAsync, cancellationToken).AsTask());
        return new ScanSubject(name, declaredType, length, OpenAsync, cancelled => new ValueTask<FileDigests>(digests.Value.WaitAsync(cancelled)));
    }

    private static async ValueTask<Stream> OpenAsync(
        IBlobStore blobs, string container, string blob, string eTag, CancellationToken cancellationToken) =>
        await blobs.OpenReadAsync(container, blob, eTag, cancellationToken)
        ?? throw new FileUnreadableException(new IOException("This version of the file is gone."));
}
