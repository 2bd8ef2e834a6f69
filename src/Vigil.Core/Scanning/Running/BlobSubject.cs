using System.Buffers;
using System.Security.Cryptography;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Running;

/// <summary>One version of a blob, for engines.</summary>
internal static class BlobSubject
{
    private const int BufferBytes = 256 * 1024;

    /// <param name="name">As its uploader called it.</param>
    public static ScanSubject Of(
        IBlobStore blobs, string container, string blob, string eTag, long length, string name, string? declaredType, CancellationToken cancellationToken)
    {
        ValueTask<Stream> OpenAsync(CancellationToken cancelled) => BlobSubject.OpenAsync(blobs, container, blob, eTag, cancelled);
        var digests = new Lazy<Task<FileDigests>>(() => DigestAsync(OpenAsync, cancellationToken));
        return new ScanSubject(name, declaredType, length, OpenAsync, cancelled => new ValueTask<FileDigests>(digests.Value.WaitAsync(cancelled)));
    }

    private static async ValueTask<Stream> OpenAsync(
        IBlobStore blobs, string container, string blob, string eTag, CancellationToken cancellationToken) =>
        await blobs.OpenReadAsync(container, blob, eTag, cancellationToken)
        ?? throw new FileUnreadableException(new IOException("This version of the file is gone."));

#pragma warning disable CA5350, CA5351 // Lists of malware know files by these.
    private static async Task<FileDigests> DigestAsync(Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        await using var content = await open(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await content.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken) is > 0 and var read)
            {
                sha256.AppendData(buffer, 0, read);
                sha1.AppendData(buffer, 0, read);
                md5.AppendData(buffer, 0, read);
            }
        }
        catch (IOException exception)
        {
            throw new FileUnreadableException(exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new FileDigests(Text(sha256), Text(sha1), Text(md5));
    }
#pragma warning restore CA5350, CA5351

    private static string Text(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
