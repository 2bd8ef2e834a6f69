using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Vigil.Core.Normalization.Json;

/// <summary>
/// A parsed document as one flat array of nodes. Unlike <see cref="JsonDocument"/> it remembers what was read, so that the rest can be told apart, finds
/// members by hashed name, and unpacks JSON inside strings once. Rented memory: dispose it, and keep no <see cref="JsonRef"/> afterwards.
/// </summary>
internal sealed class JsonTree(ReadOnlyMemory<byte> json, int maxDepth, int level) : IDisposable
{
    /// <summary>JSON in a string in a JSON in a string: as far as unpacking goes.</summary>
    private const int MaxNesting = 3;

    private JsonNode[] _nodes = ArrayPool<JsonNode>.Shared.Rent(InitialNodes);
    private Dictionary<int, JsonTree?>? _unpacked;
    private int _count;

    private const int InitialNodes = 256;

    public ReadOnlySpan<byte> Bytes => json.Span;

    public int Count => _count;

    public ref JsonNode this[int index] => ref _nodes[index];

    public ReadOnlySpan<byte> Raw(int index) => json.Span.Slice(_nodes[index].Start, _nodes[index].Length);

    public ReadOnlySpan<byte> RawName(int index) => json.Span.Slice(_nodes[index].NameStart, _nodes[index].NameLength);

    /// <summary>The member or element after <paramref name="child"/>, or -1.</summary>
    public int Next(int parent, int child) => _nodes[child].End < _nodes[parent].End ? _nodes[child].End : -1;

    /// <summary>The first member or element, or -1.</summary>
    public int First(int parent) => _nodes[parent].End > parent + 1 ? parent + 1 : -1;

    /// <summary>The member of this name: exactly, else loosely; of twins the last.</summary>
    public int Find(int parent, PropertyName name)
    {
        var loose = -1;
        var exact = -1;
        for (var child = First(parent); child >= 0; child = Next(parent, child))
        {
            ref var node = ref _nodes[child];
            if (node.NameHash != name.Hash)
            {
                continue;
            }

            var raw = RawName(child);
            var bytes = node.Has(JsonMarks.NameEscaped) ? Encoding.UTF8.GetBytes(JsonTexts.Decode(raw, escaped: true)) : raw;
            if (bytes.SequenceEqual(name.Utf8))
            {
                exact = child;
            }
            else if (JsonName.SameLoosely(bytes, name.Utf8))
            {
                loose = child;
            }
        }

        return exact >= 0 ? exact : loose;
    }

    /// <summary>Takes note that a mapping used the value; what is in it counts as used too.</summary>
    public void MarkRead(int index)
    {
        _nodes[index].Marks |= JsonMarks.Read;
        Touch(index);
    }

    public void Redact(int index)
    {
        _nodes[index].Marks |= JsonMarks.Redacted;
        Touch(index);
    }

    public void Hide(int index)
    {
        _nodes[index].Marks |= JsonMarks.Hidden;
        Touch(index);
    }

    /// <summary>The document inside a string, parsed at the first call; null when there is none.</summary>
    public JsonTree? Unpack(int index)
    {
        _unpacked ??= [];
        if (_unpacked.TryGetValue(index, out var known))
        {
            return known;
        }

        JsonTree? tree = null;
        if (level < MaxNesting && _nodes[index].Kind == JsonTokenType.String)
        {
            var bytes = Encoding.UTF8.GetBytes(JsonTexts.Decode(Raw(index), _nodes[index].Has(JsonMarks.Escaped)));
            tree = new JsonTree(bytes, maxDepth, level + 1);
            if (tree.Parse() != Reason.None)
            {
                tree.Dispose();
                tree = null;
            }
            else
            {
                Touch(index);
            }
        }

        return _unpacked[index] = tree;
    }

    /// <summary>The document inside a string, if somebody unpacked it.</summary>
    public JsonTree? Unpacked(int index) => _unpacked?.GetValueOrDefault(index);

    /// <summary>Parses one document, the only content but for white space. <see cref="Reason.None"/>, or why it is none.</summary>
    public Reason Parse() => new JsonTreeBuilder(this, json.Span, maxDepth).Build();

    internal int Add(in JsonNode node)
    {
        if (_count == _nodes.Length)
        {
            var larger = ArrayPool<JsonNode>.Shared.Rent(_count * 2);
            _nodes.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<JsonNode>.Shared.Return(_nodes);
            _nodes = larger;
        }

        _nodes[_count] = node;
        return _count++;
    }

    public void Dispose()
    {
        foreach (var tree in _unpacked?.Values ?? Enumerable.Empty<JsonTree?>())
        {
            tree?.Dispose();
        }

        _unpacked = null;
        ArrayPool<JsonNode>.Shared.Return(_nodes);
        _nodes = [];
        _count = 0;
    }

    private void Touch(int index)
    {
        for (var i = index; i >= 0 && !_nodes[i].Has(JsonMarks.Touched); i = _nodes[i].Parent)
        {
            _nodes[i].Marks |= JsonMarks.Touched;
        }
    }
}
