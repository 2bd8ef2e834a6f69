using System.Collections;
using System.Text;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Takes over an object that is OCSF already, attribute by attribute; what OCSF 1.8.0 does not know stays unread, and so goes to <c>unmapped</c>.</summary>
/// <param name="restated">Attributes of the root that every finding states by itself.</param>
/// <param name="left">Attributes of the root that the profile maps in its own way.</param>
internal sealed class CopyStep(JsonPath path, IReadOnlySet<string> restated, IReadOnlySet<string> left) : PlanStep
{
    public override void Apply(Scope scope, OcsfShape shape, ref object? target)
    {
        foreach (var source in EachSink.Select([path], scope))
        {
            if (source.IsObject)
            {
                Copy(source, shape, scope.State, this, depth: 1, ref target);
            }
        }
    }

    private bool IsRestated(string name) => restated.Contains(name);

    private bool IsLeft(string name) => left.Contains(name);

    private static void Copy(JsonRef source, OcsfShape shape, RecordState state, CopyStep? root, int depth, ref object? target)
    {
        for (var child = source.Tree.First(source.Index); child >= 0; child = source.Tree.Next(source.Index, child))
        {
            var name = Encoding.UTF8.GetString(source.Tree.Name(child));
            if (root?.IsRestated(name) == true)
            {
                source.Tree.MarkRead(child);
            }
            else if (root?.IsLeft(name) != true && shape.Attributes.TryGetValue(name, out var attribute))
            {
                CopyAttribute(attribute, new JsonRef(source.Tree, child), shape, state, depth, ref target);
            }
        }
    }

    private static void CopyAttribute(OcsfAttribute attribute, JsonRef value, OcsfShape shape, RecordState state, int depth, ref object? target)
    {
        object? built = null;
        switch (attribute.Kind)
        {
            case AttributeKind.Object when value.IsObject:
                built = BuildObject(value, attribute.Shape!, state, depth + 1, target is null ? null : attribute.Get(target));
                break;
            case AttributeKind.Objects when value.IsArray:
                built = BuildList(value, attribute, state, depth + 1);
                break;
            case AttributeKind.Texts or AttributeKind.Enums:
                var texts = new TextsSink(state, attribute.MaxChars, FindingLimits.ListItems);
                texts.Take(value);
                TextsStep.Set(attribute, texts.Texts, shape, ref target);
                return;
            default:
                var sink = new AttributeSink(attribute, shape, null, state) { Target = target };
                sink.Take(value);
                target = sink.Target;
                return;
        }

        if (built is not null)
        {
            target ??= shape.Create();
            attribute.Set(target, built);
        }
    }

    private static object? BuildObject(JsonRef value, OcsfShape shape, RecordState state, int depth, object? built = null)
    {
        if (depth > FindingLimits.JsonDepth)
        {
            state.Truncated = true;
            return null;
        }

        Copy(value, shape, state, root: null, depth, ref built);
        return built is not null && shape.Complete(built) ? built : null;
    }

    private static IList? BuildList(JsonRef array, OcsfAttribute attribute, RecordState state, int depth)
    {
        IList? list = null;
        for (var child = array.Tree.First(array.Index); child >= 0; child = array.Tree.Next(array.Index, child))
        {
            var element = new JsonRef(array.Tree, child);
            if (list?.Count == FindingLimits.ListItems)
            {
                state.Truncated = true;
                break;
            }

            if (element.IsObject && BuildObject(element, attribute.Shape!, state, depth + 1) is { } built)
            {
                (list ??= attribute.CreateList()).Add(built);
            }
        }

        return list;
    }
}
