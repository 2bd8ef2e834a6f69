using System.Globalization;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Times;
using Vigil.Core.Normalization.Values;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Compilation;

/// <summary>
/// Values as profiles write them: a path, <c>=constant</c>, a <c>"{template}"</c>, a list of these (fall-backs), or a mapping with <c>from</c> and what is to
/// happen on the way.
/// </summary>
internal sealed class ValueCompiler(string file)
{
    private static readonly string[] s_origins = ["from", "first", "header"];

    public string File => file;

    public CompiledValue Compile(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => Scalar(scalar),
        YamlNode.Sequence list => List(list),
        YamlNode.Mapping mapping => Mapping(new ProfileParameters(file, mapping)),
        _ => throw new ProfileException(file, node.Line, $"expected a value, found {node.Kind}"),
    };

    public JsonPath Path(string text, int line)
    {
        try
        {
            return PathParser.Parse(text);
        }
        catch (FormatException e)
        {
            throw new ProfileException(file, line, $"bad path '{text}': {e.Message}", e);
        }
    }

    /// <summary>One path, or several.</summary>
    public IReadOnlyList<JsonPath> Paths(YamlNode? node) => node switch
    {
        null => [],
        YamlNode.Scalar scalar => [Path(scalar.Value, scalar.Line)],
        YamlNode.Sequence list => [.. list.Items.SelectMany(Paths)],
        _ => throw new ProfileException(file, node.Line, $"expected a path or a list of paths, found {node.Kind}"),
    };

    private CompiledValue Scalar(YamlNode.Scalar scalar)
    {
        if (scalar.IsNull)
        {
            throw new ProfileException(file, scalar.Line, "expected a path, '=constant' or '{template}', found nothing");
        }

        var text = scalar.Value;
        if (text.StartsWith('='))
        {
            return Constant(text[1..], scalar.Line);
        }

        if (scalar.Plain && (text is "true" or "false" || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            return Constant(text, scalar.Line);
        }

        return CompiledValue.Of(text.Contains('{', StringComparison.Ordinal)
            ? TemplateCompiler.Compile(this, text, scalar.Line)
            : Selector(text, scalar.Line));
    }

    /// <summary>A path, or the name of where the record stands.</summary>
    public ValueSource Selector(string text, int line) => text == NameSource.Text ? new NameSource() : new PathSource(Path(text, line));

    private static CompiledValue Constant(string text, int line) => new(new ConstantSource(text), null, [(text, line)]);

    private CompiledValue List(YamlNode.Sequence list)
    {
        var items = list.Items.Select(Compile).ToArray();
        return new CompiledValue(
            new ListSource([.. items.Select(i => i.Source)]),
            items.Select(i => i.Formats).FirstOrDefault(f => f is not null),
            [.. items.SelectMany(i => i.Constants)]);
    }

    private CompiledValue Mapping(ProfileParameters keys)
    {
        var constants = new List<(string, int)>();
        var source = Source(keys, constants);
        var steps = new StepCompiler(keys, constants).Compile();
        var otherwise = keys.Find("default") is { } node ? Compile(node is YamlNode.Scalar s ? s with { Value = "=" + s.Value.TrimStart('=') } : node) : null;
        constants.AddRange(otherwise?.Constants ?? []);
        var separator = keys.String("join");
        source = steps.Length > 0 && separator is not null ? new PipelineSource(source, steps, null) : source;
        source = separator is null ? source : new JoinSource(source, separator);
        steps = separator is null ? steps : [];
        source = steps.Length > 0 || otherwise is not null ? new PipelineSource(source, steps, otherwise?.Source) : source;
        if (keys.Section("when") is { } when)
        {
            source = new ConditionalSource(new ConditionCompiler(this).Compile(when), source);
        }

        var formats = Formats(keys);
        keys.RejectUnknown();
        return new CompiledValue(source, formats, constants);
    }

    private ValueSource Source(ProfileParameters keys, List<(string, int)> constants)
    {
        var given = s_origins.Where(keys.Has).ToArray();
        if (given.Length != 1)
        {
            throw new ProfileException(file, keys.Line, "a value needs exactly one of 'from', 'first' and 'header'");
        }

        if (given[0] == "header")
        {
            return new HeaderSource(keys.RequireString("header"));
        }

        var node = keys.Find(given[0])!;
        if (given[0] == "first" && node is YamlNode.Sequence list)
        {
            var items = list.Items.Select(Compile).ToArray();
            constants.AddRange(items.SelectMany(i => i.Constants));
            return new FirstSource([.. items.Select(i => i.Source)]);
        }

        var value = Compile(node);
        constants.AddRange(value.Constants);
        return value.Source;
    }

    private static TimeFormat[]? Formats(ProfileParameters keys)
    {
        var formats = keys.Strings("format");
        try
        {
            return formats.Count == 0 ? null : [.. formats.Select(TimeFormat.Create)];
        }
        catch (FormatException e)
        {
            throw keys.Error("format", e.Message);
        }
    }
}
