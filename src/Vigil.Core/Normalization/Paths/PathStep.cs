using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization.Paths;

/// <summary>One step of a <see cref="JsonPath"/>.</summary>
internal abstract record PathStep
{
    /// <summary>A member. <paramref name="Names"/>[n] is this name joined by dots with the n that follow: products flatten <c>a.b</c> as they like.</summary>
    public sealed record Member(PropertyName[] Names) : PathStep;

    /// <summary><c>[2]</c>, or from the end <c>[-1]</c>.</summary>
    public sealed record Element(int Index) : PathStep;

    /// <summary><c>[*]</c>: all elements of a list, all values of an object.</summary>
    public sealed record All : PathStep;

    /// <summary><c>[?type=ip|host]</c>: the elements of which the path has one of the values; without values, the elements that have it at all.</summary>
    public sealed record Filter(JsonPath Path, string[] Values, bool Negated) : PathStep;

    /// <summary><c>:json</c>: the document inside a string.</summary>
    public sealed record Unpack : PathStep;
}
