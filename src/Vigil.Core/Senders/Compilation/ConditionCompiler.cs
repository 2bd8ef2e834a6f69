using System.Globalization;
using Vigil.Core.Normalization.Conditions;
using Vigil.Core.Normalization.Values;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Compilation;

/// <summary>
/// Conditions: a mapping of paths to what they must be, all of which must hold. <c>path: text</c> and <c>path: [a, b]</c> compare without case;
/// <c>{exists, prefix, suffix, contains, matches, min, max, not}</c> say more; <c>any</c>, <c>all</c> and <c>not</c> combine conditions.
/// </summary>
internal sealed class ConditionCompiler(ValueCompiler values)
{
    public Condition Compile(ProfileParameters keys)
    {
        var parts = keys.Node.Entries.Select(e => Entry(e.Key, e.Value)).ToList();
        return parts.Count switch
        {
            0 => throw new ProfileException(keys.File, keys.Line, "an empty condition"),
            1 => parts[0],
            _ => new Condition.AllOf(parts),
        };
    }

    private Condition Entry(YamlNode.Scalar key, YamlNode node) => key.Value switch
    {
        "any" => new Condition.AnyOf(Several(node)),
        "all" => new Condition.AllOf(Several(node)),
        "not" => new Condition.Not(Compile(Mapping(node))),
        _ => Test(values.Selector(key.Value, key.Line), node),
    };

    private List<Condition> Several(YamlNode node) => node is YamlNode.Sequence { Items.Count: > 0 } list
        ? [.. list.Items.Select(i => Compile(Mapping(i)))]
        : throw new ProfileException(values.File, node.Line, "expected a list of conditions");

    private ProfileParameters Mapping(YamlNode node) => node is YamlNode.Mapping mapping
        ? new ProfileParameters(values.File, mapping)
        : throw new ProfileException(values.File, node.Line, $"expected a condition, found {node.Kind}");

    private Condition Test(ValueSource source, YamlNode node)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            return new Condition.Some(source, OneOf(node));
        }

        var keys = new ProfileParameters(values.File, mapping);
        if (mapping.Entries.Count != 1)
        {
            throw new ProfileException(values.File, mapping.Line, "a test has exactly one of exists, prefix, suffix, contains, matches, min, max, not");
        }

        if (keys.Has("exists"))
        {
            var exists = new Condition.Some(source, null);
            return keys.Bool("exists") ? exists : new Condition.Not(exists);
        }

        if (keys.Find("not") is { } negated)
        {
            return new Condition.Not(Test(source, negated));
        }

        var matches = Matcher(keys);
        keys.RejectUnknown();
        return new Condition.Some(source, matches);
    }

    private static Func<string, bool> Matcher(ProfileParameters keys)
    {
        if (keys.Has("matches"))
        {
            return RegexCompiler.Compile(keys, "matches").IsMatch;
        }

        if (Number(keys, "min") is { } min)
        {
            return text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min;
        }

        if (Number(keys, "max") is { } max)
        {
            return text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number <= max;
        }

        var (prefixes, suffixes, parts) = (keys.Strings("prefix"), keys.Strings("suffix"), keys.Strings("contains"));
        return text => prefixes.Any(p => text.StartsWith(p, StringComparison.OrdinalIgnoreCase))
            || suffixes.Any(s => text.EndsWith(s, StringComparison.OrdinalIgnoreCase))
            || parts.Any(p => text.Contains(p, StringComparison.OrdinalIgnoreCase));
    }

    private static double? Number(ProfileParameters keys, string name) => keys.String(name) switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw keys.Error(name, $"'{name}' must be a number, not '{text}'"),
    };

    private Func<string, bool> OneOf(YamlNode node)
    {
        string[] wanted = node switch
        {
            YamlNode.Scalar scalar => [Text(scalar)],
            YamlNode.Sequence list => [.. list.Items.Select(Text)],
            _ => throw new ProfileException(values.File, node.Line, $"expected a text, found {node.Kind}"),
        };
        return text => wanted.Contains(text, StringComparer.OrdinalIgnoreCase);
    }

    private string Text(YamlNode node) => node is YamlNode.Scalar { IsNull: false } scalar
        ? scalar.Value
        : throw new ProfileException(values.File, node.Line, "expected a text; to test for nothing write {exists: false}");
}
