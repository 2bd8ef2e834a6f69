using System.Collections;
using Vigil.Core.Normalization.Conditions;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Normalization.Times;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization.Plans;

/// <summary>One value.</summary>
internal sealed class ScalarStep(OcsfAttribute attribute, ValueSource source, IReadOnlyList<TimeFormat>? formats) : PlanStep
{
    public override void Apply(Scope scope, OcsfShape shape, ref object? target)
    {
        if (!source.MayGive(scope))
        {
            return;
        }

        var sink = new AttributeSink(attribute, shape, formats, scope.State) { Target = target };
        source.Feed(scope, sink);
        target = sink.Target;
    }
}

/// <summary>A list of texts, or of the numbers of an enumeration.</summary>
internal sealed class TextsStep(OcsfAttribute attribute, ValueSource source) : PlanStep
{
    public override void Apply(Scope scope, OcsfShape shape, ref object? target)
    {
        if (!source.MayGive(scope))
        {
            return;
        }

        var sink = new TextsSink(scope.State, attribute.MaxChars, FindingLimits.ListItems);
        source.Feed(scope, sink);
        Set(attribute, sink.Texts, shape, ref target);
    }

    public static void Set(OcsfAttribute attribute, List<string> texts, OcsfShape shape, ref object? target)
    {
        if (texts.Count == 0)
        {
            return;
        }

        target ??= shape.Create();
        if (attribute.Kind == AttributeKind.Texts)
        {
            attribute.Set(target, texts);
            return;
        }

        var known = texts.Select(t => attribute.Enum!.Find(t) ?? OcsfEnums.Other).ToList();
        attribute.Set(target, known);
        attribute.Sibling!.Set(target, texts.Select((t, i) => attribute.Enum!.Caption(known[i]) is { } caption && known[i] != OcsfEnums.Other ? caption : t).ToList());
    }
}

/// <summary>An object; what is there already is added to.</summary>
internal sealed class ObjectStep(OcsfAttribute attribute, ObjectPlan plan) : PlanStep
{
    public override void Apply(Scope scope, OcsfShape shape, ref object? target)
    {
        var child = target is null ? null : attribute.Get(target);
        plan.Fill(scope, ref child);
        if (child is not null && attribute.Shape!.Complete(child))
        {
            target ??= shape.Create();
            attribute.Set(target, child);
        }
    }
}

/// <summary>A list of objects: from each entry one, or one for every element that <c>each</c> selects.</summary>
internal sealed class ObjectsStep(OcsfAttribute attribute, IReadOnlyList<ObjectsStep.Entry> entries) : PlanStep
{
    /// <param name="Each">The first path that selects anything; null for a single object.</param>
    internal sealed record Entry(IReadOnlyList<JsonPath>? Each, Condition? When, ObjectPlan Plan);

    public override void Apply(Scope scope, OcsfShape shape, ref object? target)
    {
        IList? list = null;
        foreach (var entry in entries)
        {
            if (entry.Each is null)
            {
                Add(entry, scope, ref list);
                continue;
            }

            foreach (var element in EachSink.Select(entry.Each, scope))
            {
                Add(entry, scope.Into(element), ref list);
            }
        }

        if (list is not null)
        {
            target ??= shape.Create();
            attribute.Set(target, list);
        }
    }

    private void Add(Entry entry, Scope scope, ref IList? list)
    {
        if (entry.When?.Holds(scope) == false || entry.Plan.Build(scope) is not { } built)
        {
            return;
        }

        if (list?.Count == FindingLimits.ListItems)
        {
            scope.State.Truncated = true;
            return;
        }

        (list ??= attribute.CreateList()).Add(built);
    }
}

/// <summary>Elements that objects are made of; lists are taken apart.</summary>
internal sealed class EachSink(RecordState state) : NodeSink
{
    private readonly List<JsonRef> _elements = [];

    /// <summary>What the first path selects that selects anything.</summary>
    public static List<JsonRef> Select(IReadOnlyList<JsonPath> paths, Scope scope)
    {
        var sink = new EachSink(scope.State);
        foreach (var path in paths)
        {
            path.Select(scope, sink);
            if (sink._elements.Count > 0)
            {
                break;
            }
        }

        return sink._elements;
    }

    public override bool Take(JsonRef node)
    {
        if (node.Node.Has(JsonMarks.Redacted) || node.Kind == System.Text.Json.JsonTokenType.Null)
        {
            return false;
        }

        if (node.IsArray)
        {
            for (var child = node.Tree.First(node.Index); child >= 0 && node.Tree.Spend(); child = node.Tree.Next(node.Index, child))
            {
                if (Take(new JsonRef(node.Tree, child)))
                {
                    return true;
                }
            }

            return false;
        }

        if (_elements.Count == FindingLimits.ListItems)
        {
            state.Truncated = true;
            return true;
        }

        _elements.Add(node);
        return false;
    }
}
