using System.Buffers;
using System.Text.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Json;

/// <summary>Copies parts of an alert into a finding: never what is redacted, up to a number of bytes and levels, in a form that every later reader accepts.</summary>
internal ref struct JsonCopy
{
    private readonly int _maxBytes;
    private readonly bool _skipRead;
    private readonly Utf8JsonWriter _writer;
    private bool _truncated;

    private JsonCopy(int maxBytes, bool skipRead, Utf8JsonWriter writer)
    {
        (_maxBytes, _skipRead, _writer) = (maxBytes, skipRead, writer);
    }

    /// <summary>All of it.</summary>
    public static JsonElement? Whole(JsonRef value, int maxBytes, RecordState state) => Run(value, maxBytes, skipRead: false, state);

    /// <summary>What no mapping read; null when nothing is left.</summary>
    public static JsonElement? Unread(JsonRef record, int maxBytes, RecordState state) => Run(record, maxBytes, skipRead: true, state);

    private static JsonElement? Run(JsonRef value, int maxBytes, bool skipRead, RecordState state)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Min(maxBytes, value.Raw.Length) + 64);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        var copy = new JsonCopy(maxBytes, skipRead, writer);
        if (!copy.HasContent(value))
        {
            return null;
        }

        copy.Write(copy.Shown(value));
        writer.Flush();
        state.Truncated |= copy._truncated;
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private void Write(JsonRef value)
    {
        switch (value.Kind)
        {
            case JsonTokenType.StartObject:
                _writer.WriteStartObject();
                WriteChildren(value, named: true);
                _writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                _writer.WriteStartArray();
                WriteChildren(value, named: false);
                _writer.WriteEndArray();
                break;
            case JsonTokenType.String when value.Node.Has(JsonMarks.Escaped):
                _writer.WriteStringValue(JsonTexts.Decode(value.Raw, escaped: true));
                break;
            case JsonTokenType.String:
                _writer.WriteRawValue(value.Tree.Bytes.Slice(value.Node.Start - 1, value.Node.Length + 2), skipInputValidation: true);
                break;
            default:
                _writer.WriteRawValue(value.Raw, skipInputValidation: true);
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

    private void WriteChildren(JsonRef parent, bool named)
    {
        for (var child = parent.Tree.First(parent.Index); child >= 0; child = parent.Tree.Next(parent.Index, child))
        {
            var value = new JsonRef(parent.Tree, child);
            if (!HasContent(value))
            {
                continue;
            }

            var shown = Shown(value);
            if (_writer.BytesCommitted + _writer.BytesPending + (value.Node.IsContainer ? 0 : value.Raw.Length) + value.Node.NameLength > _maxBytes
                || (shown.Node.IsContainer && _writer.CurrentDepth >= FindingLimits.JsonDepth))
            {
                _truncated = true;
                continue;
            }

            if (named)
            {
                _writer.WritePropertyName(JsonTexts.Decode(parent.Tree.RawName(child), value.Node.Has(JsonMarks.NameEscaped)));
            }

            Write(shown);
        }
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
