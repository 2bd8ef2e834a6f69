using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Vigil.Core.Normalization.Json;

/// <summary>
/// A parsed document as one flat array of nodes. Unlike <see cref="JsonDocument"/> it remembers what was read, so that the rest can be told apart, finds
/// members by hashed name, and unpacks JSON inside strings once. Rented memory: dispose it, and keep no <see cref="JsonRef"/> afterwards.
/// </summary>
internal sealed class JsonTree(ReadOnlyMemory<byte> body, int maxDepth, int level) : IDisposable
{
    /// <summary>JSON in a string in a JSON in a string: as far as unpacking goes.</summary>
    private const int MaxNesting = 3;

    private const int InitialNodes = 256;

    private const int LooksPerNode = 16;
    private const int LooksPerRecord = 2000;

    /// <summary>Members of an object from which on it is remembered where a name was found.</summary>
    private const int ManyMembers = 32;

    private readonly ArraySegment<byte> _json = MemoryMarshal.TryGetArray(body, out var segment) ? segment : body.ToArray();
    private JsonNode[] _nodes = ArrayPool<JsonNode>.Shared.Rent(InitialNodes);
    private Dictionary<int, JsonTree?>? _unpacked;
    private Dictionary<(int Parent, PropertyName Name), int>? _found;
    private byte[] _names = [];
    private int _namesLength;
    private long _budget = long.MaxValue;
    private NameSet _memberNames = NameSet.Always;
    private int _count;

    public int Count => _count;

    /// <summary>True when a path was cut short: see <see cref="Spend"/>.</summary>
    public bool Exhausted => _budget < 0;

    public ref JsonNode this[int index] => ref _nodes[index];

    public ReadOnlySpan<byte> Raw(int index) => _json.AsSpan(_nodes[index].Start, _nodes[index].Length);

    /// <summary>The text with its quotes.</summary>
    public ReadOnlySpan<byte> Quoted(int index) => _json.AsSpan(_nodes[index].Start - 1, _nodes[index].Length + 2);

    /// <summary>A member's name, without escapes.</summary>
    public ReadOnlySpan<byte> Name(int index)
    {
        ref var node = ref _nodes[index];
        return node.Has(JsonMarks.NameEscaped) ? _names.AsSpan(node.NameStart, node.NameLength) : _json.AsSpan(node.NameStart, node.NameLength);
    }

    /// <summary>The name with quotes and colon.</summary>
    public void WriteName(int index, ref Utf8Buffer output)
    {
        ref var node = ref _nodes[index];
        if (node.Has(JsonMarks.NameEscaped))
        {
            output.Write((byte)'"');
            JsonEscapes.Encode(Name(index), ref output);
            output.Write("\":"u8);
            return;
        }

        output.Write(_json.AsSpan(node.NameStart - 1, node.NameLength + 2));
        output.Write((byte)':');
    }

    /// <summary>The member or element after <paramref name="child"/>, or -1.</summary>
    public int Next(int parent, int child) => _nodes[child].End < _nodes[parent].End ? _nodes[child].End : -1;

    /// <summary>The first member or element, or -1.</summary>
    public int First(int parent) => _nodes[parent].End > parent + 1 ? parent + 1 : -1;

    /// <summary>False when no object anywhere in the document has one of these members.</summary>
    public bool MayHave(in NameSet names) => _memberNames.Overlaps(names);

    /// <summary>The member of this name: exactly, else loosely; of twins the last.</summary>
    public int Find(int parent, PropertyName name)
    {
        if (_found is not null && _found.TryGetValue((parent, name), out var known))
        {
            return known;
        }

        int loose = -1, exact = -1, members = 0;
        var nodes = _nodes;
        var hash = name.Hash;
        var end = nodes[parent].End;
        for (var child = parent + 1; child < end; child = nodes[child].End, members++)
        {
            if (nodes[child].NameHash != hash)
            {
                continue;
            }

            if (Name(child).SequenceEqual(name.Utf8))
            {
                exact = child;
            }
            else if (JsonName.SameLoosely(Name(child), name.Utf8))
            {
                loose = child;
            }
        }

        var found = exact >= 0 ? exact : loose;
        if (members > ManyMembers)
        {
            (_found ??= [])[(parent, name)] = found;
        }

        return found;
    }

    /// <summary>
    /// Paths ask before they look at one more element of a list. False when they have gone through lists for so long (every record through the
    /// list of the body, say) that the work is out of proportion to the document; then they select nothing more.
    /// </summary>
    public bool Spend() => --_budget >= 0;

    /// <summary>Sets how many elements paths may look at: so many times each, and for every record some.</summary>
    public void Allow(int records) => _budget = (LooksPerNode * (long)_count) + (LooksPerRecord * (long)records);

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
            tree = new JsonTree(Content(index), maxDepth, level + 1);
            if (tree.Parse() != Reason.None)
            {
                tree.Dispose();
                tree = null;
            }
            else
            {
                tree.Allow(records: 1);
                Touch(index);
            }
        }

        return _unpacked[index] = tree;
    }

    /// <summary>The document inside a string, if somebody unpacked it.</summary>
    public JsonTree? Unpacked(int index) => _unpacked?.GetValueOrDefault(index);

    /// <summary>Parses one document, the only content but for white space. <see cref="Reason.None"/>, or why it is none.</summary>
    public Reason Parse() => new JsonTreeBuilder(this, _json, maxDepth).Build();

    internal int Add(in JsonNode node)
    {
        if (_count == _nodes.Length)
        {
            var larger = ArrayPool<JsonNode>.Shared.Rent(_count * 2);
            _nodes.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<JsonNode>.Shared.Return(_nodes);
            _nodes = larger;
        }

        if (node.NameLength >= 0)
        {
            _memberNames.Add(node.NameHash);
        }

        _nodes[_count] = node;
        return _count++;
    }

    /// <summary>Keeps a name that is written with escapes as it reads without them.</summary>
    internal ReadOnlySpan<byte> AddName(ReadOnlySpan<byte> raw, out int start)
    {
        if (raw.Length > _names.Length - _namesLength)
        {
            var larger = ArrayPool<byte>.Shared.Rent((_namesLength * 2) + raw.Length);
            _names.AsSpan(0, _namesLength).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_names);
            _names = larger;
        }

        start = _namesLength;
        _namesLength += JsonEscapes.Decode(raw, _names.AsSpan(start));
        return _names.AsSpan(start, _namesLength - start);
    }

    public void Dispose()
    {
        foreach (var tree in _unpacked?.Values ?? Enumerable.Empty<JsonTree?>())
        {
            tree?.Dispose();
        }

        _unpacked = null;
        ArrayPool<JsonNode>.Shared.Return(_nodes);
        ArrayPool<byte>.Shared.Return(_names);
        (_nodes, _names, _count) = ([], [], 0);
    }

    private ReadOnlyMemory<byte> Content(int index)
    {
        ref var node = ref _nodes[index];
        if (!node.Has(JsonMarks.Escaped))
        {
            return _json.AsMemory(node.Start, node.Length);
        }

        var decoded = new byte[node.Length];
        return decoded.AsMemory(0, JsonEscapes.Decode(Raw(index), decoded));
    }

    private void Touch(int index)
    {
        for (var i = index; i >= 0 && !_nodes[i].Has(JsonMarks.Touched); i = _nodes[i].Parent)
        {
            _nodes[i].Marks |= JsonMarks.Touched;
        }
    }
}
