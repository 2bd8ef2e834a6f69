using System.Buffers.Text;
using System.Text;

namespace Vigil.Core.Normalization.Json;

/// <summary>Escape sequences of JSON texts, in and out, in UTF-8. Half a surrogate pair becomes U+FFFD, as it cannot be written again.</summary>
internal static class JsonEscapes
{
    private const int HexDigits = 4;

    /// <summary>What stands between the quotes, without escapes; never longer than it was. Answers the length.</summary>
    public static int Decode(ReadOnlySpan<byte> raw, Span<byte> into)
    {
        var length = 0;
        while (true)
        {
            var slash = raw.IndexOf((byte)'\\');
            var plain = slash < 0 ? raw : raw[..slash];
            plain.CopyTo(into[length..]);
            length += plain.Length;
            if (slash < 0 || slash + 1 >= raw.Length)
            {
                return length;
            }

            raw = raw[(slash + 1)..];
            length += raw[0] == (byte)'u' ? DecodeCode(ref raw, into[length..]) : DecodeShort(ref raw, into[length..]);
        }
    }

    /// <summary>Writes a decoded text with the fewest escapes, as in RFC 8785.</summary>
    public static void Encode(ReadOnlySpan<byte> text, ref Utf8Buffer into)
    {
        foreach (var b in text)
        {
            switch (b)
            {
                case (byte)'"' or (byte)'\\':
                    into.Write((byte)'\\');
                    into.Write(b);
                    break;
                case < 0x20:
                    EncodeControl(b, ref into);
                    break;
                default:
                    into.Write(b);
                    break;
            }
        }
    }

    private static int DecodeShort(ref ReadOnlySpan<byte> raw, Span<byte> into)
    {
        into[0] = raw[0] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            var other => other,
        };
        raw = raw[1..];
        return 1;
    }

    /// <summary>A code after its backslash, and with a high surrogate the low one after it.</summary>
    private static int DecodeCode(ref ReadOnlySpan<byte> raw, Span<byte> into)
    {
        var first = Code(ref raw);
        if (Rune.TryCreate(first, out var rune))
        {
            return rune.EncodeToUtf8(into);
        }

        var rest = raw;
        if (rest is [(byte)'\\', (byte)'u', ..])
        {
            rest = rest[1..];
            if (Rune.TryCreate(first, Code(ref rest), out rune))
            {
                raw = rest;
                return rune.EncodeToUtf8(into);
            }
        }

        return Rune.ReplacementChar.EncodeToUtf8(into);
    }

    /// <summary>The four digits after the <c>u</c>; U+FFFD where a cut went through them.</summary>
    private static char Code(ref ReadOnlySpan<byte> raw)
    {
        var digits = raw[1..Math.Min(1 + HexDigits, raw.Length)];
        raw = raw[(1 + digits.Length)..];
        return Utf8Parser.TryParse(digits, out ushort code, out var used, 'x') && used == HexDigits ? (char)code : '\uFFFD';
    }

    private static void EncodeControl(byte b, ref Utf8Buffer into)
    {
        ReadOnlySpan<byte> escape = b switch
        {
            (byte)'\n' => "\\n"u8,
            (byte)'\r' => "\\r"u8,
            (byte)'\t' => "\\t"u8,
            (byte)'\b' => "\\b"u8,
            (byte)'\f' => "\\f"u8,
            _ => default,
        };
        if (!escape.IsEmpty)
        {
            into.Write(escape);
            return;
        }

        into.Write("\\u00"u8);
        into.Write("0123456789abcdef"u8[b >> 4]);
        into.Write("0123456789abcdef"u8[b & 15]);
    }
}
