using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>Checks a snapshot once, checksum and every offset, so that look-ups need not.</summary>
internal static class SnapshotLoader
{
    /// <summary>The snapshot, or null with the reason why these bytes are none.</summary>
    public static AssetSnapshot? Load(byte[] bytes, out string? fault)
    {
        fault = null;
        if (bytes.Length < SnapshotFormat.HeaderBytes + SnapshotFormat.TrailerBytes)
        {
            fault = "shorter than a header";
        }
        else if (!bytes.AsSpan().StartsWith(SnapshotFormat.Magic))
        {
            fault = "no asset snapshot";
        }
        else if (SnapshotFormat.Read(bytes, SnapshotFormat.Magic.Length) is var format and not SnapshotFormat.Current)
        {
            fault = $"format {format}, this version reads {SnapshotFormat.Current}";
        }
        else if (!ChecksumMatches(bytes))
        {
            fault = "checksum does not match";
        }
        else if (SnapshotLayout.Of(bytes) is not { } layout)
        {
            fault = "header does not fit the length";
        }
        else
        {
            fault = new Check(bytes, layout).FirstFault();
            return fault is null ? new AssetSnapshot(bytes, layout) : null;
        }

        return null;
    }

    private static bool ChecksumMatches(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SnapshotFormat.TrailerBytes];
        SHA256.HashData(bytes[..^SnapshotFormat.TrailerBytes], digest);
        return digest.SequenceEqual(bytes[^SnapshotFormat.TrailerBytes..]);
    }

    /// <summary>A checksum proves that nothing changed, not that the writer was sound: offsets are checked as well.</summary>
    private readonly ref struct Check(byte[] bytes, SnapshotLayout layout)
    {
        private readonly ReadOnlySpan<byte> _heap = bytes.AsSpan(layout.HeapAt, layout.HeapLength);

        public string? FirstFault() => !DirectoryIsSound() ? "directory is damaged" : !KeysAreSound() ? "keys are damaged" : !RecordsAreSound() ? "records are damaged" : null;

        private bool DirectoryIsSound()
        {
            var previous = 0u;
            for (var i = 0; i <= 1 << layout.DirectoryBits; i++)
            {
                var next = SnapshotFormat.Read(bytes, layout.DirectoryAt + (i * sizeof(uint)));
                if (next < previous || next > layout.Keys)
                {
                    return false;
                }

                previous = next;
            }

            return previous == layout.Keys;
        }

        private bool KeysAreSound()
        {
            for (var i = 0; i < layout.Keys; i++)
            {
                var entry = bytes.AsSpan(layout.KeysAt + (i * SnapshotFormat.KeyBytes), SnapshotFormat.KeyBytes);
                var value = SnapshotFormat.Read(entry, 8);
                if (!TextIsSound(SnapshotFormat.Read(entry, 4)) || (value & ~SnapshotFormat.AmbiguousFlag) is var n && n >= layout.Assets + (n == value ? 0 : 1))
                {
                    return false;
                }
            }

            return true;
        }

        private bool RecordsAreSound()
        {
            for (var i = 0; i < layout.Assets; i++)
            {
                var record = bytes.AsSpan(SnapshotFormat.HeaderBytes + (i * SnapshotFormat.RecordBytes), SnapshotFormat.RecordBytes);
                var (id, name) = (SnapshotFormat.Read(record, 0), SnapshotFormat.Read(record, 4));
                if (id == 0 || name == 0 || !TextIsSound(id) || !TextIsSound(name)
                    || !TextIsSound(SnapshotFormat.Read(record, 8)) || !TextIsSound(SnapshotFormat.Read(record, 12))
                    || !TextIsSound(SnapshotFormat.Read(record, 16)) || !ListIsSound(SnapshotFormat.Read(record, 20))
                    || record[SnapshotFormat.CriticalityAt] > (byte)Criticality.Critical
                    || record[SnapshotFormat.ExposureAt] > (byte)Exposure.Internet)
                {
                    return false;
                }
            }

            return true;
        }

        private bool TextIsSound(uint at) =>
            at + 2L <= _heap.Length && at + 2L + BinaryPrimitives.ReadUInt16LittleEndian(_heap[(int)at..]) <= _heap.Length;

        private bool ListIsSound(uint at)
        {
            if (at + 2L > _heap.Length)
            {
                return false;
            }

            var count = BinaryPrimitives.ReadUInt16LittleEndian(_heap[(int)at..]);
            if (at + 2L + (count * 4L) > _heap.Length)
            {
                return false;
            }

            for (var i = 0; i < count; i++)
            {
                var text = SnapshotFormat.Read(_heap, at + 2 + (i * 4));
                if (text == 0 || !TextIsSound(text))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
