using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Vigil.Core.Enrichment.Assets.Import;

namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>Makes the snapshot out of valid rows. The same rows in the same order give the same bytes.</summary>
internal sealed class SnapshotBuilder
{
    private readonly SnapshotHeap _heap = new();
    private readonly SnapshotKeys _keys = new();
    private readonly List<byte> _records = [];
    private readonly byte[] _prefixes = new byte[24];
    private readonly byte[] _key = new byte[AssetKeyText.MaxNameBytes];

    // Offset 0 is null; nothing else may stand there.
    public SnapshotBuilder() => _heap.Add([]);

    public int Count { get; private set; }

    /// <summary>Bytes that the snapshot will take, at most.</summary>
    public long Size => _heap.Length + _records.Count + _keys.Size;

    public void Add(AssetRow row)
    {
        var id = _heap.Add(row.Id!);
        Span<byte> record = stackalloc byte[SnapshotFormat.RecordBytes];
        record.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(record, id);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], row.Name is null || row.Name == row.Id ? id : _heap.Add(row.Name));
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], _heap.AddShared(row.Owner));
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], _heap.AddShared(row.Team));
        BinaryPrimitives.WriteUInt32LittleEndian(record[16..], _heap.AddShared(row.Environment));
        BinaryPrimitives.WriteUInt32LittleEndian(record[20..], _heap.AddSharedList(row.Tags));
        record[SnapshotFormat.CriticalityAt] = (byte)row.Criticality;
        record[SnapshotFormat.ExposureAt] = (byte)row.Exposure;
        _records.AddRange(record);
        AddKeys(row, (uint)Count);
        Count++;
    }

    public byte[] Build()
    {
        var entries = _keys.Group(_heap);
        var bits = Math.Clamp(BitOperations.Log2((uint)entries.Count + 1), 1, SnapshotFormat.MaxDirectoryBits);
        var directoryAt = SnapshotFormat.HeaderBytes + _records.Count;
        var keysAt = directoryAt + (((1 << bits) + 1) * sizeof(uint));
        var heapAt = keysAt + (entries.Count * SnapshotFormat.KeyBytes);
        var bytes = new byte[heapAt + _heap.Length + SnapshotFormat.TrailerBytes];

        WriteHeader(bytes, entries.Count, bits);
        _records.CopyTo(bytes, SnapshotFormat.HeaderBytes);
        WriteKeys(entries, bits, bytes.AsSpan(directoryAt..keysAt), bytes.AsSpan(keysAt..heapAt));
        _heap.Bytes.CopyTo(bytes.AsSpan(heapAt));
        var trailer = bytes.AsSpan(bytes.Length - SnapshotFormat.TrailerBytes);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - SnapshotFormat.TrailerBytes), trailer);
        return bytes;
    }

    private void AddKeys(AssetRow row, uint asset)
    {
        var key = _key.AsSpan();
        foreach (var (kind, name) in row.Names)
        {
            var written = key[..AssetKeyText.WriteName(kind, name, key)];
            _keys.Add(written, asset);
            if (kind == SnapshotKeyKind.Hostname && AssetKeyText.ShortNameLength(written) is > 0 and var length)
            {
                written[0] = (byte)SnapshotKeyKind.ShortName;
                _keys.Add(written[..length], asset);
            }
        }

        foreach (var (network, prefix) in row.Networks)
        {
            SnapshotFormat.SetPrefix(_prefixes, prefix);
            _keys.Add(key[..AssetKeyText.WriteNetwork(network, prefix, key)], asset);
        }
    }

    private void WriteHeader(Span<byte> bytes, int keys, int bits)
    {
        SnapshotFormat.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SnapshotFormat.Magic.Length..], SnapshotFormat.Current);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SnapshotFormat.AssetsAt..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SnapshotFormat.KeysAt..], keys);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SnapshotFormat.DirectoryBitsAt..], bits);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SnapshotFormat.HeapLengthAt..], _heap.Length);
        _prefixes.CopyTo(bytes[SnapshotFormat.PrefixesAt..]);
    }

    private static void WriteKeys(List<(uint Hash, uint Text, uint Value)> entries, int bits, Span<byte> directory, Span<byte> keys)
    {
        var next = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var (hash, text, value) = entries[i];
            for (; next <= hash >> (32 - bits); next++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(directory[(next * sizeof(uint))..], i);
            }

            var target = keys[(i * SnapshotFormat.KeyBytes)..];
            BinaryPrimitives.WriteUInt32LittleEndian(target, hash);
            BinaryPrimitives.WriteUInt32LittleEndian(target[4..], text);
            BinaryPrimitives.WriteUInt32LittleEndian(target[8..], value);
        }

        for (; next <= 1 << bits; next++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(directory[(next * sizeof(uint))..], entries.Count);
        }
    }
}
