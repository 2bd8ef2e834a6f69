using System.Buffers.Binary;
using System.Text;

namespace Vigil.Core.Scanning.Inspection.Documents;

/// <summary>The streams of an OLE compound file ([MS-CFB]): sectors in chains, small streams in a stream of their own.</summary>
/// <exception cref="InvalidDataException">Thrown by all of its members where the file is damaged.</exception>
internal sealed class CompoundFile
{
    private const int HeaderLength = 512;
    private const int EntryLength = 128;
    private const int TablesInHeader = 109;
    private const int MaxStreams = 64;
    private const int MiniSector = 64;
    private const uint MaxSector = 0xFFFFFFFA;

    /// <summary>Most that is read of a directory, or of the stream of small streams.</summary>
    private const int MaxContent = 16 << 20;

    private const byte StreamEntry = 2;
    private const byte RootEntry = 5;

    private readonly Stream _file;
    private readonly byte[] _header;
    private readonly int _sectorSize;
    private readonly List<uint> _tables = [];
    private readonly byte[] _table;
    private long _tableLoaded = -1;

    private CompoundFile(Stream file, byte[] header)
    {
        (_file, _header) = (file, header);
        _sectorSize = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) switch
        {
            9 => 512,
            12 => 4096,
            _ => throw Damaged(),
        };
        _table = new byte[_sectorSize];
    }

    private int PerSector => _sectorSize / sizeof(uint);

    private long Sectors => _file.Length / _sectorSize;

    public static InvalidDataException Damaged() => new("The compound file is damaged.");

    public static async ValueTask<CompoundFile> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        file.Position = 0;
        if (await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken) < header.Length)
        {
            throw Damaged();
        }

        var compound = new CompoundFile(file, header);
        await compound.FindTablesAsync(cancellationToken);
        return compound;
    }

    /// <summary>The first bytes of every stream of one of these names, wherever in the file it is.</summary>
    /// <param name="max">Bytes of each.</param>
    public async ValueTask<IReadOnlyList<(string Name, byte[] Start)>> ReadAsync(IReadOnlySet<string> names, int max, CancellationToken cancellationToken)
    {
        var found = new List<(string Name, uint Start, long Length)>();
        var mini = Array.Empty<byte>();
        (uint Start, long Length) root = default;
        var directory = await ReadChainAsync(Number(_header, 48), long.MaxValue, cancellationToken);
        for (var at = 0; at + EntryLength <= directory.Length; at += EntryLength)
        {
            var entry = directory.AsMemory(at, EntryLength);
            var name = Encoding.Unicode.GetString(entry.Span[..Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry.Span[64..]) - 2, 0, 62)]);
            var place = (Start: Number(entry.Span, 116), Length: (long)Number(entry.Span, 120));
            root = entry.Span[66] == RootEntry ? place : root;
            if (entry.Span[66] == StreamEntry && names.Contains(name))
            {
                found.Add((name, place.Start, place.Length));
            }
        }

        var starts = new List<(string, byte[])>();
        foreach (var (name, start, length) in found.Count <= MaxStreams ? found : throw Damaged())
        {
            var isMini = length < Number(_header, 56);
            mini = isMini && mini.Length == 0 ? await ReadChainAsync(root.Start, root.Length, cancellationToken) : mini;
            starts.Add((name, isMini
                ? await ReadMiniAsync(mini, start, Math.Min(length, max), cancellationToken)
                : await ReadChainAsync(start, Math.Min(length, max), cancellationToken)));
        }

        return starts;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>Where the tables of chains are: the first in the header, more of them in a chain of their own.</summary>
    private async ValueTask FindTablesAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < TablesInHeader; i++)
        {
            Add(Number(_header, 76 + (4 * i)));
        }

        var next = Number(_header, 68);
        for (var read = 0L; next < MaxSector; read++)
        {
            var more = new byte[_sectorSize];
            await ReadSectorAsync(next, more, read, cancellationToken);
            for (var i = 0; i < PerSector - 1; i++)
            {
                Add(Number(more, 4 * i));
            }

            next = Number(more, _sectorSize - 4);
        }

        void Add(uint table)
        {
            if (table < MaxSector)
            {
                _tables.Add(table);
            }
        }
    }

    private async ValueTask<byte[]> ReadChainAsync(uint sector, long length, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var bytes = new byte[_sectorSize];
        for (var read = 0L; sector < MaxSector && content.Length < length; read++)
        {
            if (content.Length > MaxContent)
            {
                throw Damaged();
            }

            await ReadSectorAsync(sector, bytes, read, cancellationToken);
            content.Write(bytes);
            sector = await NextAsync(sector, cancellationToken);
        }

        return content.ToArray()[..(int)Math.Min(content.Length, length)];
    }

    private async ValueTask<byte[]> ReadMiniAsync(byte[] mini, uint sector, long length, CancellationToken cancellationToken)
    {
        var table = await ReadChainAsync(Number(_header, 60), long.MaxValue, cancellationToken);
        using var content = new MemoryStream();
        while (content.Length < length)
        {
            if (((long)sector + 1) * MiniSector > mini.Length || ((long)sector + 1) * sizeof(uint) > table.Length)
            {
                throw Damaged();
            }

            content.Write(mini, (int)sector * MiniSector, MiniSector);
            sector = Number(table, (int)sector * sizeof(uint));
        }

        return content.ToArray()[..(int)length];
    }

    private async ValueTask<uint> NextAsync(uint sector, CancellationToken cancellationToken)
    {
        var table = sector / PerSector;
        if (table >= _tables.Count)
        {
            throw Damaged();
        }

        if (_tableLoaded != table)
        {
            await ReadSectorAsync(_tables[(int)table], _table, 0, cancellationToken);
            _tableLoaded = table;
        }

        return Number(_table, (int)(sector % PerSector) * sizeof(uint));
    }

    /// <param name="read">Sectors of the chain before: more than there are is a circle.</param>
    private async ValueTask ReadSectorAsync(uint sector, byte[] bytes, long read, CancellationToken cancellationToken)
    {
        var at = ((long)sector + 1) * _sectorSize;
        if (at >= _file.Length || read > Sectors)
        {
            throw Damaged();
        }

        // The last sector of a file may be cut short.
        bytes.AsSpan().Clear();
        _file.Position = at;
        await _file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
    }
}
