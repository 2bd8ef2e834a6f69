using System.Buffers.Binary;
using System.Text;

namespace Vigil.Core.Tests.Scanning.Hostile;

/// <summary>Makes compound files of up to three streams, small ones in the stream of small streams as they have to be.</summary>
internal static class CompoundForge
{
    private const int Sector = 512;
    private const int Mini = 64;
    private const int Cutoff = 4096;
    private const uint End = 0xFFFFFFFE;
    private const uint Free = 0xFFFFFFFF;
    private const uint Table = 0xFFFFFFFD;

    public static byte[] Of(params (string Name, byte[] Content)[] streams)
    {
        // Sectors: table of chains, directory, table of small chains, small streams, large streams.
        var (chains, minis, mini, large) = (new List<uint> { Table, End, End }, new List<uint>(), new List<byte>(), new List<byte>());
        var places = new List<uint>();
        foreach (var (_, content) in streams)
        {
            places.Add(content.Length < Cutoff ? Add(minis, mini, content, Mini, 0) : uint.MaxValue);
        }

        var miniSectors = (mini.Count + Sector - 1) / Sector;
        Chain(chains, miniSectors);
        for (var i = 0; i < streams.Length; i++)
        {
            places[i] = streams[i].Content.Length < Cutoff ? places[i] : Add(chains, large, streams[i].Content, Sector, 0);
        }

        var entries = new List<byte>(Entry("Root Entry", 5, miniSectors == 0 ? End : 3, mini.Count));
        for (var i = 0; i < streams.Length; i++)
        {
            entries.AddRange(Entry(streams[i].Name, 2, places[i], streams[i].Content.Length));
        }

        return [.. Header(), .. Numbers(chains), .. Padded(entries), .. Numbers(minis), .. Padded(mini), .. large];
    }

    private static uint Add(List<uint> chains, List<byte> to, byte[] content, int unit, uint shift)
    {
        var start = (uint)chains.Count + shift;
        Chain(chains, (content.Length + unit - 1) / unit);
        to.AddRange(content);
        to.AddRange(new byte[(unit - (content.Length % unit)) % unit]);
        return start;
    }

    private static void Chain(List<uint> chains, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            chains.Add(i == count ? End : (uint)chains.Count + 1);
        }
    }

    private static byte[] Header()
    {
        var header = new byte[Sector];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(header, 0);
        (header[24], header[26], header[30], header[32]) = (0x3E, 3, 9, 6);
        foreach (var (at, value) in new (int, uint)[] { (44, 1), (48, 1), (56, Cutoff), (60, 2), (64, 1), (68, End), (76, 0) })
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at), value);
        }

        header.AsSpan(80).Fill(0xFF);
        return header;
    }

    private static byte[] Entry(string name, byte type, uint start, int length)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        (entry[64], entry[66]) = ((byte)((name.Length + 1) * 2), type);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(116), start);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(120), length);
        return entry;
    }

    private static byte[] Numbers(List<uint> numbers)
    {
        var bytes = new byte[Sector];
        bytes.AsSpan().Fill(0xFF);
        for (var i = 0; i < numbers.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), numbers[i]);
        }

        return bytes;
    }

    private static byte[] Padded(List<byte> bytes) => [.. bytes, .. new byte[(Sector - (bytes.Count % Sector)) % Sector]];
}
