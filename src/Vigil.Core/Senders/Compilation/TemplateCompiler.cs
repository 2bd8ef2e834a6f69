using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Senders.Compilation;

/// <summary>Texts with <c>{path}</c>, <c>{path?}</c> (may be absent) and <c>{path|other path}</c> in them; <c>{{</c> is a brace.</summary>
internal static class TemplateCompiler
{
    public static ValueSource Compile(ValueCompiler values, string text, int line)
    {
        var parts = new List<TemplateSource.Part>();
        var literal = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal += text[i++];
                continue;
            }

            if (text[i] != '{')
            {
                literal += text[i];
                continue;
            }

            var close = text.IndexOf('}', i);
            if (close < 0)
            {
                throw new ProfileException(values.File, line, $"bad template '{text}': the brace at column {i + 1} is not closed");
            }

            parts.Add(new TemplateSource.Part(literal, null, false));
            parts.Add(Placeholder(values, text[(i + 1)..close], line));
            literal = "";
            i = close;
        }

        parts.Add(new TemplateSource.Part(literal, null, false));
        return new TemplateSource([.. parts.Where(p => p.Value is not null || p.Literal.Length > 0)]);
    }

    private static TemplateSource.Part Placeholder(ValueCompiler values, string inner, int line)
    {
        var optional = inner.EndsWith('?');
        var paths = Alternatives(optional ? inner[..^1] : inner).Select(p => values.Selector(p.Trim(), line)).ToArray();
        return new TemplateSource.Part("", paths.Length == 1 ? paths[0] : new ListSource(paths), optional);
    }

    /// <summary>Splits at bars outside of brackets.</summary>
    private static IEnumerable<string> Alternatives(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (text[i] == '|' && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }
}
