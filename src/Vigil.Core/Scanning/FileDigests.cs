using System.Buffers;
using System.Security.Cryptography;

namespace Vigil.Core.Scanning;

/// <summary>Digests of a file's bytes, in lower-case hexadecimal.</summary>
public sealed record FileDigests(string Sha256, string Sha1, string Md5)
{
    private const int BufferBytes = 256 * 1024;

#pragma warning disable CA5350, CA5351 // Lists of malware know files by these.
    /// <summary>All of them in one pass.</summary>
    /// <exception cref="FileUnreadableException">The file was replaced or deleted meanwhile.</exception>
    public static async ValueTask<FileDigests> OfAsync(Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken)
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
