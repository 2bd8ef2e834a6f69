using System.Buffers.Binary;
using System.Text;

namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>Texts one after the other, each after its length, in one growing array.</summary>
internal sealed class SnapshotHeap
{
    private readonly Dictionary<string, uint> _shared = [];
    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public uint Add(ReadOnlySpan<byte> text)
    {
        var at = (uint)Length;
        var target = Take(sizeof(ushort) + text.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(target, checked((ushort)text.Length));
        text.CopyTo(target[sizeof(ushort)..]);
        return at;
    }

    public uint Add(string text)
    {
        var at = (uint)Length;
        var target = Take(sizeof(ushort) + Encoding.UTF8.GetByteCount(text));
        BinaryPrimitives.WriteUInt16LittleEndian(target, checked((ushort)(target.Length - sizeof(ushort))));
        Encoding.UTF8.GetBytes(text, target[sizeof(ushort)..]);
        return at;
    }

    /// <summary>Adds what many assets share, as owners, only once.</summary>
    public uint AddShared(string? text)
    {
        if (text is null)
        {
            return 0;
        }

        if (!_shared.TryGetValue(text, out var at))
        {
            at = Add(text);
            _shared.Add(text, at);
        }

        return at;
    }

    public uint AddSharedList(List<string> texts)
    {
        if (texts.Count == 0)
        {
            return 0;
        }

        var joined = '\n' + string.Join('\n', texts);
        if (!_shared.TryGetValue(joined, out var at))
        {
            var offsets = texts.ConvertAll(AddShared);
            at = (uint)Length;
            var target = Take(sizeof(ushort) + (sizeof(uint) * offsets.Count));
            BinaryPrimitives.WriteUInt16LittleEndian(target, checked((ushort)offsets.Count));
            for (var i = 0; i < offsets.Count; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(target[(sizeof(ushort) + (sizeof(uint) * i))..], offsets[i]);
            }

            _shared.Add(joined, at);
        }

        return at;
    }

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
        {
            var size = Math.Max(_bytes.Length * 2L, (long)Length + count);
            Array.Resize(ref _bytes, (int)Math.Min(size, Array.MaxLength));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
