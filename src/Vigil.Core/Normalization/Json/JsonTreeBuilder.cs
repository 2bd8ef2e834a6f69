using System.Text.Json;

namespace Vigil.Core.Normalization.Json;

/// <summary>Fills a <see cref="JsonTree"/> in one pass over bytes that are valid UTF-8.</summary>
internal ref struct JsonTreeBuilder(JsonTree tree, ReadOnlySpan<byte> json, int maxDepth)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { MaxDepth = MaxReaderDepth });
    private int _parent = -1;
    private int _nameStart;
    private int _nameLength = -1;
    private bool _nameEscaped;

    /// <summary>Above every configurable depth, so that "too deep" is ours to tell from "malformed".</summary>
    private const int MaxReaderDepth = 4096;

    public Reason Build()
    {
        try
        {
            while (_reader.Read())
            {
                if (_reader.CurrentDepth >= maxDepth && (_reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject))
                {
                    return Reason.JsonTooDeep;
                }

                Take();
            }

            return Reason.None;
        }
        catch (JsonException)
        {
            return Reason.JsonMalformed;
        }
    }

    private void Take()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _nameStart = (int)_reader.TokenStartIndex + 1;
                _nameLength = _reader.ValueSpan.Length;
                _nameEscaped = _reader.ValueIsEscaped;
                break;
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                Close();
                break;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                _parent = Add((int)_reader.TokenStartIndex, 0);
                break;
            case JsonTokenType.String:
                Add((int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length);
                break;
            default:
                Add((int)_reader.TokenStartIndex, _reader.ValueSpan.Length);
                break;
        }
    }

    private int Add(int start, int length)
    {
        var index = tree.Add(new JsonNode
        {
            Start = start,
            Length = length,
            NameStart = _nameStart,
            NameLength = _nameLength,
            NameHash = _nameLength < 0 ? 0 : HashName(),
            Parent = _parent,
            End = tree.Count + 1,
            Kind = _reader.TokenType,
            Marks = (_reader.ValueIsEscaped ? JsonMarks.Escaped : JsonMarks.None) | (_nameEscaped ? JsonMarks.NameEscaped : JsonMarks.None),
        });
        _nameLength = -1;
        _nameEscaped = false;
        return index;
    }

    private readonly uint HashName()
    {
        var raw = _json.Slice(_nameStart, _nameLength);
        return JsonName.Hash(_nameEscaped ? System.Text.Encoding.UTF8.GetBytes(JsonTexts.Decode(raw, escaped: true)) : raw);
    }

    private void Close()
    {
        ref var container = ref tree[_parent];
        container.End = tree.Count;
        container.Length = (int)_reader.TokenStartIndex + 1 - container.Start;
        _parent = container.Parent;
    }
}
