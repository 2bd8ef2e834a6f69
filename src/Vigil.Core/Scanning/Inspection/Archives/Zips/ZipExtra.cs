using System.Buffers.Binary;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>The extra field of an entry in the central directory: sizes and places beyond 4 GiB, and a second name.</summary>
internal readonly record struct ZipExtra(long Packed, long HeaderAt, string? UnicodeName)
{
    private const ushort Wide = 0x0001;
    private const ushort UnicodePath = 0x7075;

    /// <summary>Version and checksum of the name that it stands for.</summary>
    private const int UnicodePathHead = 5;

    /// <param name="unpacked">These three as the entry has them; all ones: they stand here.</param>
    public static ZipExtra Read(ReadOnlySpan<byte> extra, uint unpacked, uint packed, uint headerAt)
    {
        var result = new ZipExtra(packed, headerAt, null);
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var field = extra.Slice(4, Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4));
            extra = extra[(4 + field.Length)..];
            if (id == Wide)
            {
                _ = Take(ref field, unpacked);
                result = result with { Packed = Take(ref field, packed), HeaderAt = Take(ref field, headerAt) };
            }
            else if (id == UnicodePath && field.Length > UnicodePathHead)
            {
                result = result with { UnicodeName = EntryName.Of(field[UnicodePathHead..]) };
            }
        }

        return result;
    }

    private static long Take(ref ReadOnlySpan<byte> field, uint narrow)
    {
        if (narrow != uint.MaxValue || field.Length < 8)
        {
            return narrow;
        }

        var wide = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return wide;
    }
}
