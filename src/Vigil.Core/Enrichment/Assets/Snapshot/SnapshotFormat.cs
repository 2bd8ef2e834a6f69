using System.Buffers.Binary;

namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>
/// The binary snapshot of the asset inventory. Little-endian throughout; offsets are into the heap, where 0 means null.
/// <code>
/// header 64    magic "VIGILAST", u32 format, u32 assets, u32 keys, u32 directory bits, u32 heap length, u32 0,
///              24 bytes: bit n set when a network of prefix length n exists, u64 0
/// records      per asset 28: u32 id, name, owner, team, environment, tags; u8 criticality, exposure; u16 0
/// directory    2^bits + 1 times u32: where the keys whose hash starts with these bits begin
/// keys         12 each, by hash: u32 hash, u32 key text, u32 asset, or AmbiguousFlag and the number of assets that share the key
/// heap         texts: u16 length and UTF-8; lists: u16 count and u32 per text; keys: as texts, see AssetKeyText
/// trailer 32   SHA-256 of everything before it; its first 16 hex digits are the snapshot's version
/// </code>
/// Keys are compared as texts, never by hash alone: a crafted name cannot borrow another asset's context.
/// </summary>
internal static class SnapshotFormat
{
    public const uint Current = 1;
    public const int HeaderBytes = 64;
    public const int RecordBytes = 28;
    public const int KeyBytes = 12;
    public const int TrailerBytes = 32;
    public const int MaxDirectoryBits = 26;
    public const uint AmbiguousFlag = 0x8000_0000;

    public const int AssetsAt = 12;
    public const int KeysAt = 16;
    public const int DirectoryBitsAt = 20;
    public const int HeapLengthAt = 24;
    public const int PrefixesAt = 32;
    public const int CriticalityAt = 24;
    public const int ExposureAt = 25;

    public static ReadOnlySpan<byte> Magic => "VIGILAST"u8;

    /// <summary>A plain multiplicative hash: stable across processes and fast on short keys. It spreads; it need not resist forging.</summary>
    public static uint Hash(ReadOnlySpan<byte> key)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        var hash = (ulong)key.Length * Multiplier;
        while (key.Length >= sizeof(ulong))
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(key));
            key = key[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (var b in key)
        {
            rest = (rest << 8) | b;
        }

        return (uint)(Mix(hash, rest) >> 32);

        static ulong Mix(ulong hash, ulong word)
        {
            hash = (hash ^ word) * Multiplier;
            return hash ^ (hash >> 29);
        }
    }

    public static uint Read(ReadOnlySpan<byte> bytes, long at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)at..]);

    /// <summary>The text of heap offset <paramref name="at"/>, without its length.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> heap, uint at) =>
        heap.Slice((int)at + sizeof(ushort), BinaryPrimitives.ReadUInt16LittleEndian(heap[(int)at..]));

    public static bool HasPrefix(ReadOnlySpan<byte> prefixes, int length) => (prefixes[length >> 3] & (1 << (length & 7))) != 0;

    public static void SetPrefix(Span<byte> prefixes, int length) => prefixes[length >> 3] |= (byte)(1 << (length & 7));
}
