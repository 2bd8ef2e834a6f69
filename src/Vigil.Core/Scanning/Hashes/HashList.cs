using System.Security.Cryptography;

namespace Vigil.Core.Scanning.Hashes;

/// <summary>
/// Digests of known malware, frozen: one sorted block of bytes per algorithm, so that a million SHA-256 take 32 MB and a look-up 20 comparisons
/// and no allocation.
/// </summary>
public sealed class HashList
{
    private readonly SortedDigests _sha256;
    private readonly SortedDigests _sha1;
    private readonly SortedDigests _md5;

    internal HashList(string version, SortedDigests sha256, SortedDigests sha1, SortedDigests md5) =>
        (Version, _sha256, _sha1, _md5) = (version, sha256, sha1, md5);

    /// <summary>A list without entries.</summary>
    public static HashList Empty { get; } = new("none", SortedDigests.Empty, SortedDigests.Empty, SortedDigests.Empty);

    /// <summary>Digest of the file that the list was read from.</summary>
    public string Version { get; }

    public int Count => _sha256.Count + _sha1.Count + _md5.Count;

    /// <summary>The algorithm that the file is known by, as in <c>SHA-256</c>; null when it is not.</summary>
    public string? Find(FileDigests digests)
    {
        Span<byte> key = stackalloc byte[SHA256.HashSizeInBytes];
        return Contains(_sha256, digests.Sha256, key) ? "SHA-256"
            : Contains(_sha1, digests.Sha1, key[..SHA1.HashSizeInBytes]) ? "SHA-1"
            : Contains(_md5, digests.Md5, key[..MD5.HashSizeInBytes]) ? "MD5"
            : null;
    }

    private static bool Contains(SortedDigests digests, string hex, Span<byte> key) =>
        Convert.FromHexString(hex, key, out _, out var written) == System.Buffers.OperationStatus.Done && written == key.Length && digests.Contains(key);
}
