using System.Buffers;
using System.Globalization;
using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization.Paths;

/// <summary>Reads a path as profiles write it; the grammar stands in <c>Senders/FORMAT.md</c>. Throws <see cref="FormatException"/>.</summary>
internal ref struct PathParser(string text)
{
    private static readonly SearchValues<char> s_nameEnd = SearchValues.Create(".[]:'\"{}|^ \t");
    private readonly List<Part> _parts = [];
    private int _at;

    private readonly record struct Part(string? Name, bool Quoted, PathStep? Step);

    public static JsonPath Parse(string text) => new PathParser(text).Read();

    private JsonPath Read()
    {
        var origin = ReadOrigin(out var levels);
        while (_at < text.Length)
        {
            ReadPart();
        }

        return new JsonPath(text, origin, levels, [.. Steps()]);
    }

    private PathOrigin ReadOrigin(out int levels)
    {
        levels = text.AsSpan().IndexOfAnyExcept('^');
        if (text.Length == 0)
        {
            throw new FormatException("the path is empty");
        }

        if (text == ".")
        {
            _at = 1;
            return PathOrigin.Current;
        }

        var origin = text[0] switch
        {
            '$' when text.Length == 1 || text[1] is '.' or '[' or ':' => PathOrigin.Root,
            '^' => PathOrigin.Outer,
            _ => PathOrigin.Current,
        };
        _at = origin switch { PathOrigin.Current => 0, PathOrigin.Outer when levels > 0 => levels, _ => 1 };
        if (origin == PathOrigin.Current && text[0] is not ('[' or ':'))
        {
            ReadName();
        }

        return origin;
    }

    private void ReadPart()
    {
        switch (text[_at])
        {
            case '.':
                _at++;
                ReadName();
                break;
            case '[':
                ReadBracket();
                break;
            case ':' when text.AsSpan(_at).StartsWith(":json"):
                _at += ":json".Length;
                _parts.Add(new Part(null, false, new PathStep.Unpack()));
                break;
            default:
                throw Unexpected();
        }
    }

    private void ReadName()
    {
        if (_at < text.Length && text[_at] is '\'' or '"')
        {
            var close = text.IndexOf(text[_at], _at + 1);
            if (close < 0)
            {
                throw new FormatException($"the quote at column {_at + 1} is not closed");
            }

            _parts.Add(new Part(text[(_at + 1)..close], true, null));
            _at = close + 1;
            return;
        }

        var length = text.AsSpan(_at).IndexOfAny(s_nameEnd);
        var end = length < 0 ? text.Length : _at + length;
        if (end == _at)
        {
            throw Unexpected();
        }

        _parts.Add(new Part(text[_at..end], false, null));
        _at = end;
    }

    private void ReadBracket()
    {
        var close = text.IndexOf(']', _at);
        if (close < 0)
        {
            throw new FormatException($"the bracket at column {_at + 1} is not closed");
        }

        var inner = text[(_at + 1)..close];
        PathStep step = inner switch
        {
            "*" => new PathStep.All(),
            ['?', ..] => Filter(inner[1..]),
            _ when int.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) => new PathStep.Element(index),
            _ => throw new FormatException($"'[{inner}]' is neither an index, [*] nor a filter [?path=value]"),
        };
        _parts.Add(new Part(null, false, step));
        _at = close + 1;
    }

    private static PathStep.Filter Filter(string inner)
    {
        var equals = inner.IndexOf('=');
        if (equals < 0)
        {
            return new PathStep.Filter(Parse(inner.Trim()), [], Negated: false);
        }

        var negated = equals > 0 && inner[equals - 1] == '!';
        var path = inner[..(negated ? equals - 1 : equals)].Trim();
        return new PathStep.Filter(Parse(path), [.. inner[(equals + 1)..].Split('|').Select(v => v.Trim())], negated);
    }

    /// <summary>Gives each unquoted name the joined forms with the unquoted names after it.</summary>
    private readonly IEnumerable<PathStep> Steps()
    {
        var parts = _parts;
        return parts.Select((part, i) => part.Step ?? new PathStep.Member([.. Joined(parts, i)]));
    }

    private static IEnumerable<PropertyName> Joined(List<Part> parts, int first)
    {
        var name = parts[first].Name!;
        yield return new PropertyName(name);
        for (var next = first + 1; next < parts.Count && !parts[first].Quoted && parts[next] is { Name: not null, Quoted: false }; next++)
        {
            name += "." + parts[next].Name;
            yield return new PropertyName(name);
        }
    }

    private readonly FormatException Unexpected() =>
        new(_at < text.Length ? $"'{text[_at]}' at column {_at + 1} is not expected" : "the path ends too early");
}
