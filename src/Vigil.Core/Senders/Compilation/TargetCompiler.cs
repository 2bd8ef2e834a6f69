using Vigil.Core.Normalization.Plans;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Compilation;

/// <summary>
/// The part of a profile that names OCSF attributes. Objects may be written as nested mappings or as dotted paths, lists of objects as lists of mappings
/// (with <c>each</c> and <c>when</c>) or as <c>name[].attribute</c> for a single element. What a mapping means follows from the type of its target.
/// </summary>
internal sealed class TargetCompiler(ValueCompiler values)
{
    private readonly record struct Entry(string Key, int Line, YamlNode Node);

    public ObjectPlan Compile(OcsfShape shape, YamlNode.Mapping mapping, params PlanStep[] first) =>
        new(shape, [.. first, .. Steps(shape, "", Entries(mapping))]);

    private static List<Entry> Entries(YamlNode.Mapping mapping) => [.. mapping.Entries.Select(e => new Entry(e.Key.Value, e.Key.Line, e.Value))];

    private List<PlanStep> Steps(OcsfShape shape, string path, List<Entry> entries)
    {
        var steps = new List<PlanStep>();
        foreach (var group in entries.GroupBy(e => e.Key.Split('.', 2)[0].Replace("[]", "", StringComparison.Ordinal)))
        {
            var line = group.First().Line;
            if (!shape.Attributes.TryGetValue(group.Key, out var attribute))
            {
                throw new ProfileException(values.File, line, $"unknown OCSF attribute '{path}{group.Key}'{NearestName.Hint(group.Key, shape.Attributes.Keys)}");
            }

            RefuseReserved(path + attribute.Name, line);
            steps.Add(Step(shape, attribute, path + attribute.Name, [.. group]));
        }

        return steps;
    }

    private void RefuseReserved(string path, int line)
    {
        if (ReservedAttributes.Keys.TryGetValue(path, out var key))
        {
            throw new ProfileException(values.File, line, key is null ? $"'{path}' is set by Vigil itself" : $"'{path}' is set by the key '{key}' of the finding");
        }
    }

    private PlanStep Step(OcsfShape shape, OcsfAttribute attribute, string path, List<Entry> entries)
    {
        var direct = entries.Where(e => !e.Key.Contains('.', StringComparison.Ordinal)).ToList();
        var nested = entries.Where(e => e.Key.Contains('.', StringComparison.Ordinal)).Select(e => e with { Key = e.Key.Split('.', 2)[1] }).ToList();
        if (direct.Count > 1)
        {
            throw new ProfileException(values.File, direct[1].Line, $"'{path}' stands twice");
        }

        return attribute.Kind switch
        {
            AttributeKind.Object => new ObjectStep(attribute, Object(attribute, path, direct, nested)),
            AttributeKind.Objects => new ObjectsStep(attribute, Elements(attribute, path, direct, nested)),
            _ when nested.Count > 0 => throw new ProfileException(values.File, nested[0].Line, $"'{path}' is no object"),
            AttributeKind.Texts or AttributeKind.Enums => new TextsStep(attribute, Checked(shape, attribute, direct[0]).Source),
            _ => Scalar(shape, attribute, direct[0]),
        };
    }

    private ScalarStep Scalar(OcsfShape shape, OcsfAttribute attribute, Entry entry)
    {
        var value = Checked(shape, attribute, entry);
        return new ScalarStep(attribute, value.Source, value.Formats);
    }

    private CompiledValue Checked(OcsfShape shape, OcsfAttribute attribute, Entry entry)
    {
        var value = values.Compile(entry.Node);
        if (value.Formats is not null && attribute.Kind != AttributeKind.Time)
        {
            throw new ProfileException(values.File, entry.Line, $"'format' is for times; {shape.Name}.{attribute.Name} is none");
        }

        foreach (var (text, line) in value.Constants)
        {
            ConstantCheck.Check(values.File, line, shape, attribute, text);
        }

        return value;
    }

    private ObjectPlan Object(OcsfAttribute attribute, string path, List<Entry> direct, List<Entry> nested)
    {
        foreach (var entry in direct)
        {
            nested.AddRange(Entries(Mapping(entry.Node, path)));
        }

        return new ObjectPlan(attribute.Shape!, [.. Steps(attribute.Shape!, path + ".", nested)]);
    }

    private List<ObjectsStep.Entry> Elements(OcsfAttribute attribute, string path, List<Entry> direct, List<Entry> nested)
    {
        var elements = new List<ObjectsStep.Entry>();
        foreach (var entry in direct)
        {
            IReadOnlyList<YamlNode> items = entry.Node is YamlNode.Sequence list ? list.Items : [entry.Node];
            elements.AddRange(items.Select(i => Element(attribute, path, Mapping(i, path))));
        }

        if (nested.Count > 0)
        {
            elements.Add(new ObjectsStep.Entry(null, null, new ObjectPlan(attribute.Shape!, [.. Steps(attribute.Shape!, path + "[].", nested)])));
        }

        return elements;
    }

    private ObjectsStep.Entry Element(OcsfAttribute attribute, string path, YamlNode.Mapping mapping)
    {
        var keys = new ProfileParameters(values.File, mapping);
        var each = keys.Find("each") is { } node ? values.Paths(node) : null;
        var when = keys.Section("when") is { } condition ? new ConditionCompiler(values).Compile(condition) : null;
        var attributes = Entries(mapping).Where(e => e.Key is not ("each" or "when")).ToList();
        return new ObjectsStep.Entry(each, when, new ObjectPlan(attribute.Shape!, [.. Steps(attribute.Shape!, path + "[].", attributes)]));
    }

    private YamlNode.Mapping Mapping(YamlNode node, string path) => node as YamlNode.Mapping
        ?? throw new ProfileException(values.File, node.Line, $"'{path}' is an object: expected a mapping of its attributes, found {node.Kind}");
}
