using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization.Paths;

/// <summary>What a path may begin at, and what values are measured against.</summary>
/// <param name="Root">The whole body.</param>
/// <param name="Outer">The scope around this one: the record of an <c>each</c>.</param>
internal sealed record Scope(JsonRef Current, JsonRef Root, Scope? Outer, AlertContext Alert, RecordState State)
{
    public Scope Into(JsonRef element) => new(element, Root, this, Alert, State);
}
