using System.Buffers.Binary;
using System.Text;

namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>A loaded snapshot: one array, read in place. Made by <see cref="SnapshotLoader"/>, which has checked every offset.</summary>
internal sealed class AssetSnapshot(byte[] bytes, SnapshotLayout layout)
{
    /// <summary>What <see cref="Find"/> answers for a key that no asset has.</summary>
    public const uint NotFound = uint.MaxValue;

    public int Count => layout.Assets;

    /// <summary>First 16 hex digits of the SHA-256 of the content.</summary>
    public string Version { get; } = VersionOf(bytes);

    private ReadOnlySpan<byte> Heap => bytes.AsSpan(layout.HeapAt, layout.HeapLength);

    public static string VersionOf(ReadOnlySpan<byte> snapshot) =>
        Convert.ToHexStringLower(snapshot[^SnapshotFormat.TrailerBytes..][..8]);

    public bool HasPrefix(int length) => SnapshotFormat.HasPrefix(bytes.AsSpan(SnapshotFormat.PrefixesAt), length);

    /// <summary>The asset with this key; <see cref="SnapshotFormat.AmbiguousFlag"/> and a number where several have it; else <see cref="NotFound"/>.</summary>
    public uint Find(ReadOnlySpan<byte> key)
    {
        var hash = SnapshotFormat.Hash(key);
        var directory = layout.DirectoryAt + ((hash >> (32 - layout.DirectoryBits)) * sizeof(uint));
        var end = SnapshotFormat.Read(bytes, directory + sizeof(uint));
        for (var i = SnapshotFormat.Read(bytes, directory); i < end; i++)
        {
            var entry = bytes.AsSpan(layout.KeysAt + ((int)i * SnapshotFormat.KeyBytes), SnapshotFormat.KeyBytes);
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) == hash
                && SnapshotFormat.Text(Heap, BinaryPrimitives.ReadUInt32LittleEndian(entry[4..])).SequenceEqual(key))
            {
                return BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
            }
        }

        return NotFound;
    }

    public Asset Read(uint asset)
    {
        var record = bytes.AsSpan(SnapshotFormat.HeaderBytes + ((int)asset * SnapshotFormat.RecordBytes), SnapshotFormat.RecordBytes);
        return new Asset(
            Text(record, 0)!,
            Text(record, 4)!,
            Text(record, 8),
            Text(record, 12),
            Text(record, 16),
            (Criticality)record[SnapshotFormat.CriticalityAt],
            (Exposure)record[SnapshotFormat.ExposureAt],
            Texts(SnapshotFormat.Read(record, 20)));
    }

    private string? Text(ReadOnlySpan<byte> record, int at) => Text(SnapshotFormat.Read(record, at));

    private string? Text(uint at) => at == 0 ? null : Encoding.UTF8.GetString(SnapshotFormat.Text(Heap, at));

    private string[] Texts(uint at)
    {
        if (at == 0)
        {
            return [];
        }

        var texts = new string[BinaryPrimitives.ReadUInt16LittleEndian(Heap[(int)at..])];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text(SnapshotFormat.Read(Heap, at + sizeof(ushort) + (sizeof(uint) * i)))!;
        }

        return texts;
    }
}
