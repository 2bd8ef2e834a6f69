namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>Collects every asset's keys, then groups them by key: one entry each, unique or ambiguous.</summary>
internal sealed class SnapshotKeys
{
    private readonly SnapshotHeap _texts = new();
    private readonly List<(uint Text, uint Asset)> _pending = [];
    private readonly List<ulong> _order = [];

    /// <summary>Bytes held, about; what the size limit of an import counts.</summary>
    public long Size => _texts.Length + (24L * _pending.Count);

    public void Add(ReadOnlySpan<byte> key, uint asset)
    {
        _order.Add(((ulong)SnapshotFormat.Hash(key) << 32) | (uint)_pending.Count);
        _pending.Add((_texts.Add(key), asset));
    }

    /// <summary>The entries by hash; their texts are appended to <paramref name="heap"/> in the same order.</summary>
    public List<(uint Hash, uint Text, uint Value)> Group(SnapshotHeap heap)
    {
        _order.Sort();
        var entries = new List<(uint Hash, uint Text, uint Value)>(_order.Count);
        var indexes = new List<int>();
        for (var i = 0; i < _order.Count;)
        {
            var hash = (uint)(_order[i] >> 32);
            indexes.Clear();
            while (i < _order.Count && (uint)(_order[i] >> 32) == hash)
            {
                indexes.Add((int)(uint)_order[i++]);
            }

            AddRun(hash, indexes, heap, entries);
        }

        return entries;
    }

    private void AddRun(uint hash, List<int> indexes, SnapshotHeap heap, List<(uint Hash, uint Text, uint Value)> entries)
    {
        if (indexes.Count > 1)
        {
            indexes.Sort((a, b) => TextOf(a).SequenceCompareTo(TextOf(b)) is var order and not 0 ? order : a.CompareTo(b));
        }

        for (var i = 0; i < indexes.Count;)
        {
            var text = TextOf(indexes[i]);
            var first = _pending[indexes[i]].Asset;
            var (last, assets) = (first, 1u);
            for (i++; i < indexes.Count && TextOf(indexes[i]).SequenceEqual(text); i++)
            {
                // Assets were added one after the other, so that the same one comes in a row.
                assets += _pending[indexes[i]].Asset == last ? 0u : 1;
                last = _pending[indexes[i]].Asset;
            }

            entries.Add((hash, heap.Add(text), assets == 1 ? first : SnapshotFormat.AmbiguousFlag | assets));
        }
    }

    private ReadOnlySpan<byte> TextOf(int index) => SnapshotFormat.Text(_texts.Bytes, _pending[index].Text);
}
