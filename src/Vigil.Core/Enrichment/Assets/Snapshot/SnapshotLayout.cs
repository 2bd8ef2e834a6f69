namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>Where the sections of a snapshot stand, worked out from its header.</summary>
internal readonly record struct SnapshotLayout(int Assets, int Keys, int DirectoryBits, int HeapLength)
{
    public int DirectoryAt => SnapshotFormat.HeaderBytes + (Assets * SnapshotFormat.RecordBytes);

    public int KeysAt => DirectoryAt + (((1 << DirectoryBits) + 1) * sizeof(uint));

    public int HeapAt => KeysAt + (Keys * SnapshotFormat.KeyBytes);

    /// <summary>Null when the header contradicts the length of the file.</summary>
    public static SnapshotLayout? Of(ReadOnlySpan<byte> bytes)
    {
        var assets = SnapshotFormat.Read(bytes, SnapshotFormat.AssetsAt);
        var keys = SnapshotFormat.Read(bytes, SnapshotFormat.KeysAt);
        var bits = SnapshotFormat.Read(bytes, SnapshotFormat.DirectoryBitsAt);
        var heap = SnapshotFormat.Read(bytes, SnapshotFormat.HeapLengthAt);
        if (bits is 0 or > SnapshotFormat.MaxDirectoryBits)
        {
            return null;
        }

        var length = SnapshotFormat.HeaderBytes + ((long)assets * SnapshotFormat.RecordBytes) + (((1L << (int)bits) + 1) * sizeof(uint))
            + ((long)keys * SnapshotFormat.KeyBytes) + heap + SnapshotFormat.TrailerBytes;
        return length == bytes.Length ? new SnapshotLayout((int)assets, (int)keys, (int)bits, (int)heap) : null;
    }
}
