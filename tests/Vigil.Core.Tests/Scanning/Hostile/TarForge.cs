using System.Globalization;
using System.Text;

namespace Vigil.Core.Tests.Scanning.Hostile;

/// <summary>Makes tar files block by block, also those that no library would.</summary>
internal static class TarForge
{
    private const int Block = 512;

    public static byte[] Of(params byte[][] entries) => [.. entries.SelectMany(e => e), .. new byte[2 * Block]];

    public static byte[] Entry(string name, byte[] content, char type = '0', string? size = null, string link = "", bool hasMagic = true) =>
        [.. Header(name, type, size ?? Octal(content.Length), link, hasMagic), .. Padded(content)];

    /// <summary>An extended header of these keys and values, before an entry.</summary>
    public static byte[] Pax(params (string Key, string Value)[] records) => Entry(
        "pax", [.. records.SelectMany(r => Encoding.UTF8.GetBytes(Record(r.Key, r.Value)))], 'x');

    public static byte[] Header(string name, char type, string size, string link = "", bool hasMagic = true)
    {
        var block = new byte[Block];
        Put(block, 0, name);
        Put(block, 100, "0000644\0");
        Put(block, 124, size);
        Put(block, 136, "00000000000\0");
        block[156] = (byte)type;
        Put(block, 157, link);
        Put(block, 257, hasMagic ? "ustar\0" + "00" : string.Empty);
        return Sealed(block);
    }

    /// <summary>The header with a checksum that fits.</summary>
    public static byte[] Sealed(byte[] block)
    {
        Put(block, 148, "        ");
        Put(block, 148, Convert.ToString(block.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
        return block;
    }

    private static string Octal(int size) => Convert.ToString(size, 8).PadLeft(11, '0') + '\0';

    private static string Record(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var length = rest.Length + 1;
        length += length.ToString(CultureInfo.InvariantCulture).Length - 1;
        return length.ToString(CultureInfo.InvariantCulture) + rest;
    }

    private static byte[] Padded(byte[] content) => [.. content, .. new byte[(Block - (content.Length % Block)) % Block]];

    private static void Put(byte[] block, int at, string text) => Encoding.Latin1.GetBytes(text).CopyTo(block, at);
}
