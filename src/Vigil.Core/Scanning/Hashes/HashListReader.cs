using System.Security.Cryptography;
using System.Text;

namespace Vigil.Core.Scanning.Hashes;

/// <summary>
/// Reads a list as threat feeds and <c>sha256sum</c> write it: one digest per line in hexadecimal, SHA-256, SHA-1 or MD5 by its length; what
/// follows a blank, comma or semicolon is left; <c>#</c> starts a comment.
/// </summary>
public static class HashListReader
{
    /// <summary>Most entries of a list.</summary>
    public const int MaxEntries = 5_000_000;

    private const int MaxLine = 4096;

    /// <exception cref="InvalidDataException">A line holds no digest, or the list is too long; with the number of the line.</exception>
    public static async ValueTask<HashList> ReadAsync(Stream content, CancellationToken cancellationToken) =>
        await ReadAsync(content, (line, fault) => throw new InvalidDataException($"Line {line}: {fault}."), cancellationToken);

    /// <summary>Reads on over bad lines, each of which is told; what they meant is not in the list.</summary>
    /// <exception cref="InvalidDataException">The list is too long.</exception>
    public static async ValueTask<HashList> ReadAsync(Stream content, Action<int, string> onBadLine, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(content, hash, CryptoStreamMode.Read, leaveOpen: true);
        using var reader = new StreamReader(hashed, Encoding.UTF8);
        var (sha256, sha1, md5) = (new List<byte[]>(), new List<byte[]>(), new List<byte[]>());
        var lines = new BoundedLines(reader, MaxLine);
        var number = 0;
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            number++;
            var (digest, fault) = DigestOf(line);
            if (fault is not null)
            {
                onBadLine(number, fault);
            }
            else if (digest is not null)
            {
                (digest.Length switch { SHA256.HashSizeInBytes => sha256, SHA1.HashSizeInBytes => sha1, _ => md5 }).Add(digest);
            }

            if (sha256.Count + sha1.Count + md5.Count > MaxEntries)
            {
                throw new InvalidDataException($"Line {number}: more than {MaxEntries} digests.");
            }
        }

        return new HashList(
            Convert.ToHexStringLower(hash.Hash!)[..16],
            SortedDigests.Of(sha256, SHA256.HashSizeInBytes), SortedDigests.Of(sha1, SHA1.HashSizeInBytes), SortedDigests.Of(md5, MD5.HashSizeInBytes));
    }

    /// <summary>The digest; neither for a blank line or a comment.</summary>
    private static (byte[]? Digest, string? Fault) DigestOf(string line)
    {
        if (line.Length > MaxLine)
        {
            return (null, $"longer than {MaxLine} characters");
        }

        var text = line.AsSpan().Trim();
        if (text.IsEmpty || text[0] == '#')
        {
            return (null, null);
        }

        var end = text.IndexOfAny(" \t,;");
        var word = end < 0 ? text : text[..end];
        var bytes = new byte[word.Length / 2];
        return bytes.Length is SHA256.HashSizeInBytes or SHA1.HashSizeInBytes or MD5.HashSizeInBytes && word.Length % 2 == 0
            && Convert.FromHexString(word, bytes, out _, out _) == System.Buffers.OperationStatus.Done
                ? (bytes, null)
                : (null, "no SHA-256, SHA-1 or MD5");
    }
}
