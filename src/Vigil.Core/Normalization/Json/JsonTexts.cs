using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vigil.Core.Normalization.Json;

/// <summary>Texts out of JSON. Never throws: half a surrogate pair becomes U+FFFD, as it cannot be written again.</summary>
internal static class JsonTexts
{
    /// <summary>Decodes what stands between the quotes, at most <paramref name="maxChars"/> of it.</summary>
    public static string Decode(ReadOnlySpan<byte> raw, bool escaped, int maxChars, ref bool truncated)
    {
        var prefix = raw.Length > (long)maxChars * MaxBytesPerChar ? Whole(raw[..(maxChars * MaxBytesPerChar)]) : raw;
        var text = escaped ? Unescape(prefix) : Encoding.UTF8.GetString(prefix);
        if (prefix.Length == raw.Length && text.Length <= maxChars)
        {
            return text;
        }

        truncated = true;
        return BoundedText.Cut(text, maxChars);
    }

    public static string Decode(ReadOnlySpan<byte> raw, bool escaped)
    {
        var truncated = false;
        return Decode(raw, escaped, int.MaxValue, ref truncated);
    }

    /// <summary>A character takes at most six bytes, as in <c>\u00e9</c>.</summary>
    private const int MaxBytesPerChar = 6;

    /// <summary>Leaves out a sequence, UTF-8 or escape, that the cut went through.</summary>
    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> prefix)
    {
        var end = prefix.Length;
        while (end > 0 && (prefix[end - 1] & 0xC0) == 0x80)
        {
            end--;
        }

        var tail = prefix[Math.Max(0, end - 2 * MaxBytesPerChar)..end];
        var slash = tail.LastIndexOf((byte)'\\');
        return slash < 0 ? prefix[..Math.Max(0, end - 1)] : prefix[..Math.Max(0, end - tail.Length + tail.IndexOf((byte)'\\'))];
    }

    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        var rented = ArrayPool<char>.Shared.Rent(raw.Length);
        var length = 0;
        while (!raw.IsEmpty)
        {
            var slash = raw.IndexOf((byte)'\\');
            var plain = slash < 0 ? raw : raw[..slash];
            length += Encoding.UTF8.GetChars(plain, rented.AsSpan(length));
            if (slash < 0 || slash + 1 >= raw.Length)
            {
                break;
            }

            raw = raw[(slash + 1)..];
            raw = raw[ReadEscape(raw, rented, ref length)..];
        }

        var text = new string(Repair(rented.AsSpan(0, length)));
        ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Reads what follows a backslash; answers how many bytes it took.</summary>
    private static int ReadEscape(ReadOnlySpan<byte> raw, char[] into, ref int length)
    {
        if (raw[0] == (byte)'u')
        {
            var isHex = raw.Length >= 5 & ushort.TryParse(raw[1..Math.Min(5, raw.Length)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
            into[length++] = isHex ? (char)code : '\uFFFD';
            return Math.Min(5, raw.Length);
        }

        into[length++] = raw[0] switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var other => (char)other,
        };
        return 1;
    }

    private static Span<char> Repair(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }

        return text;
    }
}
