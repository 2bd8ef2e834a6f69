using System.Buffers;
using System.Text;

namespace Vigil.Core.Normalization.Json;

/// <summary>Texts out of JSON. Never throws.</summary>
internal static class JsonTexts
{
    /// <summary>A character takes at most six bytes, as in <c>\u00e9</c>.</summary>
    private const int MaxBytesPerChar = 6;

    private const int OnStack = 256;

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
        var rented = raw.Length > OnStack ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        Span<byte> decoded = rented ?? stackalloc byte[OnStack];
        var text = Encoding.UTF8.GetString(decoded[..JsonEscapes.Decode(raw, decoded)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return text;
    }
}
