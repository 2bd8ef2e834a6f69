using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Core;

/// <summary>
/// Ids that are the same wherever and whenever they are computed: SHA-256 over the parts, each preceded by its length (4 bytes, big-endian),
/// in lower-case base32 (RFC 4648), the first 26 characters (130 bits).
/// </summary>
public static class DeterministicId
{
    /// <summary>Length of every id, in characters.</summary>
    public const int Length = 26;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The id of these parts, as UTF-8.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            Append(hash, part);
        }

        return Finish(hash);
    }

    /// <summary>The id of these parts and, between them, raw bytes.</summary>
    public static string Of(string first, string second, ReadOnlySpan<byte> bytes, string last)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, first);
        Append(hash, second);
        AppendBytes(hash, bytes);
        Append(hash, last);
        return Finish(hash);
    }

    /// <summary>True for the shape of an id; says nothing of whether it exists.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> id) =>
        id.Length == Length && !id.ContainsAnyExcept(Alphabet.AsSpan());

    private static void Append(IncrementalHash hash, string part)
    {
        var size = Encoding.UTF8.GetMaxByteCount(part.Length);
        var rented = ArrayPool<byte>.Shared.Rent(size);
        AppendBytes(hash, rented.AsSpan(0, Encoding.UTF8.GetBytes(part, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void AppendBytes(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static string Finish(IncrementalHash hash)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        Span<char> id = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var window = (digest[bit >> 3] << 8) | digest[(bit >> 3) + 1];
            id[i] = Alphabet[(window >> (11 - (bit & 7))) & 31];
        }

        return new string(id);
    }
}
