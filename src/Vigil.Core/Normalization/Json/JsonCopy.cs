using System.Text.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Json;

/// <summary>Copies parts of an alert into a finding: never what is redacted, up to a number of bytes and levels, in a form that every later reader accepts.</summary>
internal ref struct JsonCopy
{
    private readonly int _maxBytes;
    private readonly bool _skipRead;
    private Utf8Buffer _output;
    private int _depth;
    private bool _truncated;

    private JsonCopy(int maxBytes, bool skipRead, int capacity)
    {
        (_maxBytes, _skipRead) = (maxBytes, skipRead);
        _output = new Utf8Buffer(capacity);
    }

    /// <summary>All of it.</summary>
    public static RawJson? Whole(JsonRef value, int maxBytes, RecordState state) => Run(value, maxBytes, skipRead: false, state);

    /// <summary>What no mapping read; null when nothing is left.</summary>
    public static RawJson? Unread(JsonRef record, int maxBytes, RecordState state) => Run(record, maxBytes, skipRead: true, state);

    public void Dispose() => _output.Dispose();

    private static RawJson? Run(JsonRef value, int maxBytes, bool skipRead, RecordState state)
    {
        var copy = new JsonCopy(maxBytes, skipRead, Math.Min(maxBytes, value.Raw.Length));
        try
        {
            if (!copy.HasContent(value))
            {
                return null;
            }

            copy.Write(copy.Shown(value));
            state.Truncated |= copy._truncated;
            return new RawJson(copy._output.Written.ToArray());
        }
        finally
        {
            copy.Dispose();
        }
    }

    private void Write(JsonRef value)
    {
        switch (value.Kind)
        {
            case JsonTokenType.StartObject:
                WriteChildren(value, (byte)'{', (byte)'}');
                break;
            case JsonTokenType.StartArray:
                WriteChildren(value, (byte)'[', (byte)']');
                break;
            default:
                CanonicalJson.Write(value.Tree, value.Index, ref _output);
                break;
        }
    }

    /// <summary>The value, or in its place the document inside of it of which something was read.</summary>
    private readonly JsonRef Shown(JsonRef value)
    {
        while (_skipRead && value.Tree.Unpacked(value.Index) is { } inner && inner[0].Has(JsonMarks.Touched))
        {
            value = new JsonRef(inner, 0);
        }

        return value;
    }

    private void WriteChildren(JsonRef parent, byte open, byte close)
    {
        _output.Write(open);
        _depth++;
        var tree = parent.Tree;
        var any = false;
        for (var child = tree.First(parent.Index); child >= 0; child = tree.Next(parent.Index, child))
        {
            var value = new JsonRef(tree, child);
            if (!HasContent(value))
            {
                continue;
            }

            var shown = Shown(value);
            if (_output.Length + (value.Node.IsContainer ? 0 : value.Node.Length) + value.Node.NameLength > _maxBytes
                || (shown.Node.IsContainer && _depth >= FindingLimits.JsonDepth))
            {
                _truncated = true;
                continue;
            }

            if (any)
            {
                _output.Write((byte)',');
            }

            any = true;
            if (value.Node.NameLength >= 0)
            {
                tree.WriteName(child, ref _output);
            }

            Write(shown);
        }

        _depth--;
        _output.Write(close);
    }

    /// <summary>Something in it is to be written. What nobody touched is written as it stands, null and empty texts included.</summary>
    private readonly bool HasContent(JsonRef value)
    {
        ref var node = ref value.Node;
        if (node.Has(JsonMarks.Redacted | JsonMarks.Hidden) || (_skipRead && node.Has(JsonMarks.Read)))
        {
            return false;
        }

        if (!_skipRead || !node.Has(JsonMarks.Touched))
        {
            return true;
        }

        if (value.Tree.Unpacked(value.Index) is { } inner)
        {
            return HasContent(new JsonRef(inner, 0));
        }

        for (var child = value.Tree.First(value.Index); child >= 0; child = value.Tree.Next(value.Index, child))
        {
            if (HasContent(new JsonRef(value.Tree, child)))
            {
                return true;
            }
        }

        return false;
    }
}
