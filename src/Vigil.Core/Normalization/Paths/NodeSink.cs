using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization.Paths;

/// <summary>Takes the values that a path selects, one after the other.</summary>
internal abstract class NodeSink
{
    /// <summary>True when no more is wanted.</summary>
    public abstract bool Take(JsonRef node);
}
