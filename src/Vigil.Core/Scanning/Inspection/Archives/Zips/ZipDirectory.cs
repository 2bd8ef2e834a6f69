using System.Buffers.Binary;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>
/// The central directory of a zip file (APPNOTE 6.3.10, ZIP64 included), read entry by entry. The framework's own reader holds all entries in memory and
/// does not show where they lie, which is what overlapping ones are told by.
/// </summary>
internal sealed class ZipDirectory(Stream file)
{
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const byte Unix = 3;
    private const int LinkType = 0xA000;
    private const int TypeMask = 0xF000;

    private ZipEnd _end;
    private long _at;
    private long _read;

    /// <summary>Bytes before the archive.</summary>
    public long Before => _end.Before;

    /// <summary>Bytes behind the archive and its comment.</summary>
    public long Behind => _end.Behind;

    /// <summary>Where the directory is.</summary>
    public long Start => _end.Start;

    /// <summary>After the last entry: there were as many as the archive says. Some unpackers count them, others do not.</summary>
    public bool IsCountRight => _read == _end.Count;

    /// <summary>Finds the directory; false where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (await ZipEnd.FindAsync(file, cancellationToken) is not { } end)
        {
            return false;
        }

        (_end, _at) = (end, end.Start);
        return true;
    }

    /// <summary>The next entry; null after the last.</summary>
    /// <exception cref="InvalidDataException">The directory is damaged.</exception>
    public async ValueTask<ZipEntryHeader?> NextAsync(CancellationToken cancellationToken)
    {
        if (_at == _end.Start + _end.Size)
        {
            return null;
        }

        _read++;
        var fix = await ZipBytes.ReadAsync(file, _at, EntryLength, cancellationToken);
        ZipBytes.Require(UInt32(fix, 0) == EntrySignature);
        var (nameLength, extraLength, commentLength) = (UInt16(fix, 28), UInt16(fix, 30), UInt16(fix, 32));
        var rest = await ZipBytes.ReadAsync(file, _at + EntryLength, nameLength + extraLength, cancellationToken);
        _at += EntryLength + nameLength + extraLength + commentLength;
        ZipBytes.Require(_at <= _end.Start + _end.Size);
        var extra = ZipExtra.Read(rest.AsSpan(nameLength), UInt32(fix, 24), UInt32(fix, 20), UInt32(fix, 42));
        return new ZipEntryHeader(
            EntryName.Of(rest.AsSpan(0, nameLength)), extra.UnicodeName, UInt16(fix, 8), UInt16(fix, 10), extra.Packed, extra.HeaderAt + Before,
            IsLink: fix[5] == Unix && (UInt16(fix, 40) & TypeMask) == LinkType);
    }

    /// <summary>Where the entry's bytes start, the name that its own header gives it, and whether that agrees with the directory in the rest.</summary>
    public async ValueTask<(long Start, string Name, bool Agrees)> LocateAsync(ZipEntryHeader entry, CancellationToken cancellationToken)
    {
        var local = await ZipBytes.ReadAsync(file, entry.HeaderAt, LocalLength, cancellationToken);
        ZipBytes.Require(UInt32(local, 0) == LocalSignature);
        var name = await ZipBytes.ReadAsync(file, entry.HeaderAt + LocalLength, UInt16(local, 26), cancellationToken);
        var start = entry.HeaderAt + LocalLength + name.Length + UInt16(local, 28);
        ZipBytes.Require(entry.Packed >= 0 && entry.Packed <= file.Length - start);
        return (start, EntryName.Of(name), entry.Agrees(UInt16(local, 6), UInt16(local, 8), UInt32(local, 18)));
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
