using System.Globalization;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders;

/// <summary>
/// Reads one mapping of a profile by key. Whatever is missing, of the wrong kind or not understood is a <see cref="ProfileException"/> with file and line;
/// <see cref="RejectUnknown"/> at the end refuses every key that nobody asked for.
/// </summary>
public sealed class ProfileParameters
{
    private readonly Dictionary<string, KeyValuePair<YamlNode.Scalar, YamlNode>> _entries;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    internal ProfileParameters(string file, YamlNode.Mapping node)
    {
        File = file;
        Node = node;
        _entries = node.Entries.ToDictionary(e => e.Key.Value, StringComparer.Ordinal);
    }

    public string File { get; }

    /// <summary>Where the mapping begins, from 1.</summary>
    public int Line => Node.Line;

    internal YamlNode.Mapping Node { get; }

    /// <summary>Reads YAML text whose root is a mapping.</summary>
    public static ProfileParameters Parse(string file, string yaml) => new(file, YamlTree.Read(file, yaml));

    public bool Has(string name) => Find(name) is not null;

    public string RequireString(string name) => String(name) ?? throw Missing(name);

    /// <summary>The value, or <paramref name="otherwise"/> when it is absent or null.</summary>
    public string? String(string name, string? otherwise = null) => Find(name) switch
    {
        null or YamlNode.Scalar { IsNull: true } => otherwise,
        YamlNode.Scalar s => s.Value,
        var other => throw Error(name, $"'{name}' must be a text, found {other.Kind}"),
    };

    /// <summary>A list of texts, or a single one; empty when absent.</summary>
    public IReadOnlyList<string> Strings(string name) => Find(name) switch
    {
        null or YamlNode.Scalar { IsNull: true } => [],
        YamlNode.Scalar s => [s.Value],
        YamlNode.Sequence list => [.. list.Items.Select(i => i is YamlNode.Scalar s
            ? s.Value
            : throw new ProfileException(File, i.Line, $"'{name}' must hold texts, found {i.Kind}"))],
        var other => throw Error(name, $"'{name}' must be a list of texts, found {other.Kind}"),
    };

    /// <summary>One of <paramref name="allowed"/>; the first of them when absent.</summary>
    public string Choice(string name, params string[] allowed)
    {
        var value = String(name, allowed[0])!;
        return allowed.Contains(value, StringComparer.Ordinal)
            ? value
            : throw Error(name, $"'{name}' must be one of {string.Join(", ", allowed)}, not '{value}'{NearestName.Hint(value, allowed)}");
    }

    /// <summary>A number with unit: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>24h</c>, <c>7d</c>.</summary>
    public TimeSpan Duration(string name, TimeSpan otherwise)
    {
        var text = String(name);
        if (text is null)
        {
            return otherwise;
        }

        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var unit = digits <= 0 ? -1 : text[digits..] switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, "d" => 86_400_000, _ => -1 };
        return unit > 0 && int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? TimeSpan.FromMilliseconds((long)number * unit)
            : throw Error(name, $"'{name}' must be a duration such as 30s, 5m or 24h, not '{text}'");
    }

    public bool Bool(string name, bool otherwise = false) => String(name) switch
    {
        null => otherwise,
        "true" => true,
        "false" => false,
        var text => throw Error(name, $"'{name}' must be true or false, not '{text}'"),
    };

    public int Int(string name, int otherwise, int min = int.MinValue, int max = int.MaxValue)
    {
        var text = String(name);
        if (text is null)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Error(name, $"'{name}' must be a whole number between {min} and {max}, not '{text}'");
    }

    /// <summary>The nested mapping, or null when absent.</summary>
    public ProfileParameters? Section(string name) => Find(name) switch
    {
        null or YamlNode.Scalar { IsNull: true } => null,
        YamlNode.Mapping m => new ProfileParameters(File, m),
        var other => throw Error(name, $"'{name}' must be a mapping, found {other.Kind}"),
    };

    public ProfileParameters RequireSection(string name) => Section(name) ?? throw Missing(name);

    /// <summary>A list of mappings; empty when absent.</summary>
    public IReadOnlyList<ProfileParameters> Sections(string name) => Find(name) switch
    {
        null or YamlNode.Scalar { IsNull: true } => [],
        YamlNode.Sequence list => [.. list.Items.Select(i => i is YamlNode.Mapping m
            ? new ProfileParameters(File, m)
            : throw new ProfileException(File, i.Line, $"'{name}' must hold mappings, found {i.Kind}"))],
        var other => throw Error(name, $"'{name}' must be a list of mappings, found {other.Kind}"),
    };

    /// <summary>Refuses every key that was not asked for by now.</summary>
    public void RejectUnknown()
    {
        foreach (var (key, _) in _entries.Values)
        {
            if (!_known.Contains(key.Value))
            {
                throw new ProfileException(File, key.Line, $"unknown key '{key.Value}'{NearestName.Hint(key.Value, _known)}");
            }
        }
    }

    /// <summary>An error at the line of <paramref name="name"/>, or of the mapping when it is absent.</summary>
    public ProfileException Error(string name, string problem) =>
        new(File, _entries.TryGetValue(name, out var entry) ? entry.Key.Line : Line, problem);

    /// <summary>The raw node under a key; asking makes the key known.</summary>
    internal YamlNode? Find(string name)
    {
        _known.Add(name);
        return _entries.TryGetValue(name, out var entry) ? entry.Value : null;
    }

    private ProfileException Missing(string name) => new(File, Line, $"'{name}' is missing");
}
