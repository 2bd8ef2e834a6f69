namespace Vigil.Core.Normalization.Json;

/// <summary>
/// Names of members, compared as products drift: exactly, or without regard to case, <c>_</c> and <c>-</c>
/// (<c>alertId</c>, <c>AlertID</c>, <c>alert_id</c>).
/// </summary>
internal static class JsonName
{
    /// <summary>FNV-1a over what <see cref="SameLoosely"/> compares.</summary>
    public static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var b in name)
        {
            if (b is not ((byte)'_' or (byte)'-'))
            {
                hash = (hash ^ Fold(b)) * 16777619u;
            }
        }

        return hash;
    }

    public static bool SameLoosely(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
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
