using System.Numerics;

namespace Vigil.Core.Normalization.Json;

/// <summary>
/// Names of members, compared as products drift: exactly, or without regard to case, <c>_</c> and <c>-</c>
/// (<c>alertId</c>, <c>AlertID</c>, <c>alert_id</c>). A <c>_</c> in front counts: an event's <c>source</c> is not the <c>_source</c> around it.
/// </summary>
internal static class JsonName
{
    /// <summary>A number per letter, none for what <see cref="SameLoosely"/> leaves out.</summary>
    private static readonly uint[] s_numbers = [.. Enumerable.Range(0, 256).Select(b => b is '_' or '-' ? 0 : BitOperations.Crc32C(0, Fold((byte)b)))];

    /// <summary>The sum of the letters' numbers: quick, and the same for names that are loosely the same; also for others, since their order does not count.</summary>
    public static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = 0u;
        foreach (var b in name)
        {
            hash += s_numbers[b];
        }

        return hash;
    }

    public static bool SameLoosely(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.StartsWith("_"u8) != b.StartsWith("_"u8))
        {
            return false;
        }

        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && a[i] is (byte)'_' or (byte)'-')
            {
                i++;
            }

            while (j < b.Length && b[j] is (byte)'_' or (byte)'-')
            {
                j++;
            }

            if (i == a.Length || j == b.Length)
            {
                return i == a.Length && j == b.Length;
            }

            if (Fold(a[i++]) != Fold(b[j++]))
            {
                return false;
            }
        }
    }

    private static byte Fold(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
}
