using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Vigil.Core.Enrichment.Assets;

/// <summary>
/// IP addresses and CIDR ranges as 128-bit numbers, IPv4 as IPv4-mapped IPv6, so that both spellings of an address are one. Strict: no octal,
/// hexadecimal or shortened IPv4, which other readers take for other addresses.
/// </summary>
internal static class IpText
{
    public const int MaxLength = 64;
    public const int Bits = 128;

    /// <summary>Prefix length of the IPv4-mapped range: IPv4 prefixes are this longer.</summary>
    public const int MappedPrefix = 96;

    private static readonly UInt128 s_mapped = new(0, 0xFFFF_0000_0000);

    public static bool IsMapped(UInt128 address) => address >> 32 == s_mapped >> 32;

    public static bool TryParse(ReadOnlySpan<char> text, out UInt128 address)
    {
        text = text.Trim();
        address = 0;
        if (text.IsEmpty || text.Length > MaxLength)
        {
            return false;
        }

        if (!text.Contains(':'))
        {
            return char.IsAsciiDigit(text[0]) && TryParseIpv4(text, out address);
        }

        if (text[0] == '[' && text[^1] == ']')
        {
            text = text[1..^1];
        }

        // A zone names an interface of the sender's machine; it says nothing here.
        var zone = text.IndexOf('%');
        return TryParseIpv6(zone < 0 ? text : text[..zone], out address);
    }

    /// <summary>Reads <c>address/length</c>. Bits beyond the prefix are dropped.</summary>
    public static bool TryParseCidr(ReadOnlySpan<char> text, out UInt128 network, out int prefix)
    {
        text = text.Trim();
        (network, prefix) = (0, 0);
        var slash = text.IndexOf('/');
        if (slash < 0
            || !TryParse(text[..slash], out var address)
            || !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
        {
            return false;
        }

        prefix += text[..slash].Contains(':') ? 0 : MappedPrefix;
        network = Mask(address, prefix);
        return prefix <= Bits;
    }

    public static UInt128 Mask(UInt128 address, int prefix) => prefix <= 0 ? 0 : address & (UInt128.MaxValue << (Bits - Math.Min(prefix, Bits)));

    public static string Format(UInt128 network, int prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, network);
        return IsMapped(network) && prefix >= MappedPrefix
            ? string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes[12..])}/{prefix - MappedPrefix}")
            : string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{prefix}");
    }

    private static bool TryParseIpv4(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = 0;
        uint value = 0;
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0'))
            {
                return false;
            }

            var octet = uint.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
            if (octet > byte.MaxValue)
            {
                return false;
            }

            value = (value << 8) | octet;
        }

        address = s_mapped | value;
        return parts == 4;
    }

    private static bool TryParseIpv6(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = 0;
        var gap = text.IndexOf("::");
        if (gap < 0)
        {
            return TryParseGroups(text, true, out address, out var all) && all == 8;
        }

        if (!TryParseGroups(text[..gap], false, out var head, out var before)
            || !TryParseGroups(text[(gap + 2)..], true, out var tail, out var after)
            || before + after > 7)
        {
            return false;
        }

        address = before == 0 ? tail : (head << (Bits - (16 * before))) | tail;
        return true;
    }

    private static bool TryParseGroups(ReadOnlySpan<char> text, bool mayEndInIpv4, out UInt128 value, out int groups)
    {
        (value, groups) = (0, 0);
        while (!text.IsEmpty)
        {
            var colon = text.IndexOf(':');
            var part = colon < 0 ? text : text[..colon];
            if (mayEndInIpv4 && colon < 0 && part.Contains('.'))
            {
                groups += 2;
                var valid = TryParseIpv4(part, out var last) && groups <= 8;
                value = (value << 32) | (uint)last;
                return valid;
            }

            if (++groups > 8 || part.Length is 0 or > 4
                || !ushort.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var group) || colon == text.Length - 1)
            {
                return false;
            }

            value = (value << 16) | group;
            text = colon < 0 ? [] : text[(colon + 1)..];
        }

        return true;
    }
}
