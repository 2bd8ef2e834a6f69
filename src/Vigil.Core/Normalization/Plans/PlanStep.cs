using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Targets;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Fills one attribute of an object.</summary>
internal abstract class PlanStep
{
    /// <param name="target">Null until a step has something to put into it.</param>
    public abstract void Apply(Scope scope, OcsfShape shape, ref object? target);
}
