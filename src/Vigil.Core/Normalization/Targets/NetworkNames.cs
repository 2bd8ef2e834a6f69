using System.Net;
using System.Net.Sockets;

namespace Vigil.Core.Normalization.Targets;

/// <summary>What counts as an address, a MAC or a host name. Shorthands that the socket API accepts (<c>1</c>, <c>0x7f.1</c>, <c>010.0.0.1</c>) are none.</summary>
internal static class NetworkNames
{
    private const int MaxHostname = 253;

    /// <summary>The address in its usual spelling, or null.</summary>
    public static string? Ip(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is < 2 or > 64 || !IPAddress.TryParse(trimmed, out var address))
        {
            return null;
        }

        var usual = address.ToString();
        return address.AddressFamily == AddressFamily.InterNetworkV6 || trimmed.SequenceEqual(usual) ? usual : null;
    }

    /// <summary>Six pairs with colons, or null.</summary>
    public static string? Mac(string text)
    {
        var digits = text.Where(c => c is not (':' or '-' or '.' or ' ')).ToArray();
        if (digits.Length != 12 || !digits.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        return string.Join(':', digits.Chunk(2).Select(pair => new string(pair))).ToLowerInvariant();
    }

    /// <summary>Letters, digits, <c>-</c>, <c>_</c> in labels joined by dots, as DNS and NetBIOS have them.</summary>
    public static bool IsHostname(string text)
    {
        if (text.Length is 0 or > MaxHostname || text[0] is '.' or '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return !text.Contains("..", StringComparison.Ordinal);
    }
}
