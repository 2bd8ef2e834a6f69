using System.Text.Json;
using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization.Paths;

/// <summary>What a path may begin at, and what values are measured against.</summary>
/// <param name="Root">The whole body.</param>
/// <param name="Outer">The scope around this one: the record of an <c>each</c>.</param>
internal sealed record Scope(JsonRef Current, JsonRef Root, Scope? Outer, AlertContext Alert, RecordState State)
{
    public Scope Into(JsonRef element) => new(element, Root, this, Alert, State);

    /// <summary>The scope around this one: of an element its record, of a record the object that holds it; null around the body.</summary>
    public Scope? Around()
    {
        if (Outer is not null)
        {
            return Outer;
        }

        var parent = Current.Node.Parent;
        while (parent >= 0 && Current.Tree[parent].Kind != JsonTokenType.StartObject)
        {
            parent = Current.Tree[parent].Parent;
        }

        return parent < 0 ? null : this with { Current = new JsonRef(Current.Tree, parent) };
    }
}
