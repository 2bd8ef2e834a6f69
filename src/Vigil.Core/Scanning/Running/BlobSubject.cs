using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Running;

/// <summary>One version of a blob, for engines; knows its digest once an engine has read all of it.</summary>
internal sealed class BlobSubject(IBlobStore blobs, string container, string blob, string eTag, long length)
{
    private volatile string? _seen;

    /// <summary>SHA-256 of the bytes as an engine, or a pass for digests, read them to the end; null while nobody has.</summary>
    public string? Seen => _seen;

    /// <param name="name">As its uploader called it.</param>
    public ScanSubject For(string name, string? declaredType, CancellationToken cancellationToken)
    {
        var digests = new Lazy<Task<FileDigests>>(() => DigestAsync(cancellationToken));
        return new ScanSubject(name, declaredType, length, OpenAsync, cancelled => new ValueTask<FileDigests>(digests.Value.WaitAsync(cancelled)));
    }

    private async Task<FileDigests> DigestAsync(CancellationToken cancellationToken)
    {
        var digests = await FileDigests.OfAsync(ReadAsync, cancellationToken);
        _seen = digests.Sha256;
        return digests;
    }

    private async ValueTask<Stream> ReadAsync(CancellationToken cancellationToken) =>
        await blobs.OpenReadAsync(container, blob, eTag, cancellationToken)
        ?? throw new FileUnreadableException(new IOException("This version of the file is gone."));

    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var content = await ReadAsync(cancellationToken);
        return _seen is null ? new DigestingStream(content, sha256 => _seen = sha256) : content;
    }
}
