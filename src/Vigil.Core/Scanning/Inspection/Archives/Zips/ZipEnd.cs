using System.Buffers.Binary;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>What the end record of a zip file says (APPNOTE 4.3.14 to 4.3.16), once it is known that a directory is there.</summary>
/// <param name="Start">Where the directory is.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Count">Entries in it, as stated.</param>
/// <param name="Before">Bytes before the archive: places in it are counted from there.</param>
/// <param name="Behind">Bytes behind the archive and its comment; negative: the comment is longer than the file.</param>
internal readonly record struct ZipEnd(long Start, long Size, long Count, long Before, long Behind)
{
    private const uint Signature = 0x06054B50;
    private const uint WideLocatorSignature = 0x07064B50;
    private const uint WideSignature = 0x06064B50;
    private const uint EntrySignature = 0x02014B50;
    private const int Length = 22;
    private const int WideLength = 56;
    private const int WideLocatorLength = 20;
    private const int MaxComment = 65_535;

    /// <summary>Each costs a read somewhere in the file.</summary>
    private const int MaxCandidates = 64;

    /// <summary>The last end record that has a directory; null where there is none.</summary>
    /// <exception cref="InvalidDataException">One that ends just where the file does has none, or there are too many.</exception>
    public static async ValueTask<ZipEnd?> FindAsync(Stream file, CancellationToken cancellationToken)
    {
        var tail = new byte[(int)Math.Min(file.Length, Length + MaxComment)];
        file.Position = file.Length - tail.Length;
        await file.ReadExactlyAsync(tail, cancellationToken);
        var candidates = 0;
        for (var i = tail.Length - Length; i >= 0; i--)
        {
            if (UInt32(tail, i) != Signature)
            {
                continue;
            }

            if (await ReadAsync(file, tail, i, cancellationToken) is { } end)
            {
                return end;
            }

            ZipBytes.Require(tail.Length - i - Length != UInt16(tail, i + 20) && ++candidates < MaxCandidates);
        }

        return null;
    }

    private static async ValueTask<ZipEnd?> ReadAsync(Stream file, byte[] tail, int i, CancellationToken cancellationToken)
    {
        var endAt = file.Length - tail.Length + i;
        long count = UInt16(tail, i + 10), size = UInt32(tail, i + 12), offset = UInt32(tail, i + 16);
        if ((count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
            && i >= WideLocatorLength && UInt32(tail, i - WideLocatorLength) == WideLocatorSignature)
        {
            endAt = Int64(tail, i - WideLocatorLength + 8);
            if (endAt < 0 || endAt > file.Length - WideLength)
            {
                return null;
            }

            var wide = await ZipBytes.ReadAsync(file, endAt, WideLength, cancellationToken);
            if (UInt32(wide, 0) != WideSignature)
            {
                return null;
            }

            (count, size, offset) = (Int64(wide, 32), Int64(wide, 40), Int64(wide, 48));
        }

        // What was put in front of the archive shifts everything; the directory itself ends where its end record starts.
        var start = endAt - size;
        if (count < 0 || size < 0 || offset < 0 || start < offset || (size == 0 && count != 0))
        {
            return null;
        }

        return size == 0 || (size >= 4 && UInt32(await ZipBytes.ReadAsync(file, start, 4, cancellationToken), 0) == EntrySignature)
            ? new ZipEnd(start, size, count, start - offset, tail.Length - i - Length - UInt16(tail, i + 20))
            : null;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
