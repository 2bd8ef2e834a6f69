using System.Text.Json;

namespace Vigil.Core.Normalization.Json;

/// <summary>Fills a <see cref="JsonTree"/> in one pass over bytes that are valid UTF-8.</summary>
internal ref struct JsonTreeBuilder(JsonTree tree, ReadOnlySpan<byte> json, int maxDepth)
{
    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { MaxDepth = MaxReaderDepth });
    private int _parent = -1;
    private int _nameStart;
    private int _nameLength = -1;
    private uint _nameHash;
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
                TakeName();
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
            NameHash = _nameLength < 0 ? 0 : _nameHash,
            Parent = _parent,
            End = tree.Count + 1,
            Kind = _reader.TokenType,
            Marks = (_reader.ValueIsEscaped ? JsonMarks.Escaped : JsonMarks.None) | (_nameEscaped ? JsonMarks.NameEscaped : JsonMarks.None),
        });
        _nameLength = -1;
        _nameEscaped = false;
        return index;
    }

    private void TakeName()
    {
        var name = _reader.ValueSpan;
        _nameEscaped = _reader.ValueIsEscaped;
        _nameStart = (int)_reader.TokenStartIndex + 1;
        if (_nameEscaped)
        {
            name = tree.AddName(name, out _nameStart);
        }

        _nameLength = name.Length;
        _nameHash = JsonName.Hash(name);
    }

    private void Close()
    {
        ref var container = ref tree[_parent];
        container.End = tree.Count;
        container.Length = (int)_reader.TokenStartIndex + 1 - container.Start;
        _parent = container.Parent;
    }
}
