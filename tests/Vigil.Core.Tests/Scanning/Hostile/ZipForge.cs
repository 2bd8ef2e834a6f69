using System.Buffers.Binary;
using System.Text;

namespace Vigil.Core.Tests.Scanning.Hostile;

/// <summary>Makes zip files byte by byte, also those that no library would.</summary>
internal static class ZipForge
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    public static byte[] Of(params ForgedEntry[] entries)
    {
        var (locals, directory) = (new List<byte>(), new List<byte>());
        foreach (var entry in entries)
        {
            if (entry.IsListed)
            {
                directory.AddRange(Listed(entry, (uint)locals.Count));
            }

            locals.AddRange(Local(entry));
        }

        var count = (ushort)entries.Count(e => e.IsListed);
        return [.. locals, .. directory, .. End(count, (uint)directory.Count, (uint)locals.Count)];
    }

    public static byte[] End(ushort count, uint size, uint offset) =>
        [.. "PK\u0005\u0006"u8, .. U16(0), .. U16(0), .. U16(count), .. U16(count), .. U32(size), .. U32(offset), .. U16(0)];

    /// <summary>An archive of one listed entry whose sizes and places are 64 bits wide, whatever they say.</summary>
    public static byte[] Wide(long packed, long headerAt, long count, long? size = null, long? offset = null)
    {
        var local = Local(new ForgedEntry("a", [1, 2, 3]));
        byte[] extra = [.. U16(1), .. U16(24), .. I64(3), .. I64(packed), .. I64(headerAt)];
        var entry = Listed(new ForgedEntry("a", [1, 2, 3]) { Extra = extra, Size = uint.MaxValue, Packed = uint.MaxValue, HeaderAt = uint.MaxValue }, 0);
        byte[] end =
        [
            .. "PK\u0006\u0006"u8, .. I64(44), .. U16(45), .. U16(45), .. U32(0), .. U32(0),
            .. I64(count), .. I64(count), .. I64(size ?? entry.Length), .. I64(offset ?? local.Length),
        ];
        return
        [
            .. local, .. entry, .. end, .. "PK\u0006\u0007"u8, .. U32(0), .. I64(local.Length + entry.Length), .. U32(1),
            .. End(ushort.MaxValue, uint.MaxValue, uint.MaxValue),
        ];
    }

    private static byte[] Local(ForgedEntry entry)
    {
        var name = entry.LocalName ?? entry.RawName;
        return
        [
            .. "PK\u0003\u0004"u8, .. U16(20), .. U16(entry.LocalFlags ?? entry.Flags), .. U16(entry.LocalMethod ?? entry.Method), .. U32(0), .. U32(0),
            .. U32(entry.LocalPacked ?? (uint)entry.Data.Length), .. U32(entry.Size ?? (uint)entry.Data.Length), .. U16((ushort)name.Length), .. U16(0),
            .. name, .. entry.Data,
        ];
    }

    private static byte[] Listed(ForgedEntry entry, uint at) =>
    [
        .. "PK\u0001\u0002"u8, 20, entry.IsLink ? (byte)3 : (byte)0, .. U16(20), .. U16(entry.Flags), .. U16(entry.Method), .. U32(0), .. U32(0),
        .. U32(entry.Packed ?? (uint)entry.Data.Length), .. U32(entry.Size ?? (uint)entry.Data.Length), .. U16((ushort)entry.RawName.Length),
        .. U16((ushort)entry.Extra.Length), .. U16(0), .. U16(0), .. U16(0), .. U32(entry.IsLink ? 0xA1FF0000 : 0), .. U32(entry.HeaderAt ?? at),
        .. entry.RawName, .. entry.Extra,
    ];

    public static byte[] U16(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] I64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}

/// <summary>One entry; what is not set is as it should be.</summary>
internal sealed record ForgedEntry(byte[] RawName, byte[] Data)
{
    public ForgedEntry(string name, byte[] data)
        : this(Encoding.UTF8.GetBytes(name), data)
    {
    }

    public ushort Method { get; init; } = ZipForge.Stored;

    public ushort Flags { get; init; }

    public uint? Packed { get; init; }

    public uint? Size { get; init; }

    public uint? HeaderAt { get; init; }

    public byte[] Extra { get; init; } = [];

    public bool IsLink { get; init; }

    public bool IsListed { get; init; } = true;

    public byte[]? LocalName { get; init; }

    public ushort? LocalMethod { get; init; }

    public ushort? LocalFlags { get; init; }

    public uint? LocalPacked { get; init; }
}
