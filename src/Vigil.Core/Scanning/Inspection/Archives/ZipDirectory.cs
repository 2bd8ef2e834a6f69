using System.Buffers.Binary;
using System.Text;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>
/// The central directory of a zip file (APPNOTE 6.3.10, ZIP64 included), read entry by entry. The framework's own reader holds all entries in memory and
/// does not show where they lie, which is what overlapping ones are told by.
/// </summary>
internal sealed class ZipDirectory(Stream file)
{
    public const uint EndSignature = 0x06054B50;

    private const int EndLength = 22;
    private const int MaxComment = 65_535;
    private const uint End64LocatorSignature = 0x07064B50;
    private const uint End64Signature = 0x06064B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const int EntryLength = 46;
    private const int LocalLength = 30;

    private long _at;
    private long _left;

    /// <summary>Bytes before the archive.</summary>
    public long Before { get; private set; }

    /// <summary>Bytes behind the archive and its comment.</summary>
    public long Behind { get; private set; }

    /// <summary>Finds the directory; false where there is none.</summary>
    public async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndLength + MaxComment)];
        file.Position = file.Length - tail.Length;
        await file.ReadExactlyAsync(tail, cancellationToken);
        for (var i = tail.Length - EndLength; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i)) == EndSignature && await TryOpenAsync(tail, i, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next entry; null after the last.</summary>
    /// <exception cref="InvalidDataException">The directory is damaged.</exception>
    public async ValueTask<ZipEntryHeader?> NextAsync(CancellationToken cancellationToken)
    {
        if (_left-- <= 0)
        {
            return null;
        }

        var fix = await ReadAsync(_at, EntryLength, cancellationToken);
        Require(UInt32(fix, 0) == EntrySignature);
        var (nameLength, extraLength, commentLength) = (UInt16(fix, 28), UInt16(fix, 30), UInt16(fix, 32));
        var rest = await ReadAsync(_at + EntryLength, nameLength + extraLength, cancellationToken);
        _at += EntryLength + nameLength + extraLength + commentLength;
        long packed = UInt32(fix, 20), unpacked = UInt32(fix, 24), headerAt = UInt32(fix, 42);
        Widen(rest.AsSpan(nameLength), unpacked == uint.MaxValue, ref packed, ref headerAt);
        return new ZipEntryHeader(Encoding.UTF8.GetString(rest, 0, nameLength), UInt16(fix, 8), UInt16(fix, 10), packed, headerAt + Before);
    }

    /// <summary>Where the entry's bytes start, and the name that its own header gives it.</summary>
    public async ValueTask<(long Start, string Name)> LocateAsync(ZipEntryHeader entry, CancellationToken cancellationToken)
    {
        var local = await ReadAsync(entry.HeaderAt, LocalLength, cancellationToken);
        Require(UInt32(local, 0) == LocalSignature);
        var name = await ReadAsync(entry.HeaderAt + LocalLength, UInt16(local, 26), cancellationToken);
        return (entry.HeaderAt + LocalLength + name.Length + UInt16(local, 28), Encoding.UTF8.GetString(name));
    }

    private async ValueTask<bool> TryOpenAsync(byte[] tail, int i, CancellationToken cancellationToken)
    {
        var endAt = file.Length - tail.Length + i;
        var end = tail.AsMemory(i);
        long count = UInt16(end.Span, 10), size = UInt32(end.Span, 12), offset = UInt32(end.Span, 16);
        if ((count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
            && i >= 20 && UInt32(tail.AsSpan(i - 20), 0) == End64LocatorSignature)
        {
            var end64At = (long)BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(i - 12));
            if (end64At < 0 || end64At > file.Length - 56)
            {
                return false;
            }

            var end64 = await ReadAsync(end64At, 56, cancellationToken);
            if (UInt32(end64, 0) != End64Signature)
            {
                return false;
            }

            (count, size, offset, endAt) = (Int64(end64, 32), Int64(end64, 40), Int64(end64, 48), end64At);
        }

        // What was put in front of the archive shifts everything; the directory itself ends where its end record starts.
        _at = endAt - size;
        Before = _at - offset;
        Behind = tail.Length - i - EndLength - UInt16(end.Span, 20);
        _left = count;
        return count >= 0 && size >= 0 && _at >= 0 && Before >= 0
            && (count == 0 || (size >= EntryLength && UInt32(await ReadAsync(_at, 4, cancellationToken), 0) == EntrySignature));
    }

    private static void Widen(ReadOnlySpan<byte> extra, bool unpackedIsWide, ref long packed, ref long headerAt)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (UInt16(extra, 0), UInt16(extra, 2));
            var field = extra.Slice(4, Math.Min(length, extra.Length - 4));
            extra = extra[(4 + field.Length)..];
            if (id != 1)
            {
                continue;
            }

            field = unpackedIsWide && field.Length >= 8 ? field[8..] : field;
            if (packed == uint.MaxValue && field.Length >= 8)
            {
                packed = Int64(field, 0);
                field = field[8..];
            }

            headerAt = headerAt == uint.MaxValue && field.Length >= 8 ? Int64(field, 0) : headerAt;
            return;
        }
    }

    private async ValueTask<byte[]> ReadAsync(long at, int length, CancellationToken cancellationToken)
    {
        Require(at >= 0 && at + length <= file.Length);
        var bytes = new byte[length];
        file.Position = at;
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("The zip file is damaged.");
        }
    }
}
