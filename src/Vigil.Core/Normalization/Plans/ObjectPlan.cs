using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Targets;

namespace Vigil.Core.Normalization.Plans;

/// <summary>How an OCSF object is filled.</summary>
internal sealed class ObjectPlan(OcsfShape shape, PlanStep[] steps)
{
    /// <summary>The object, or null when the alert holds too little for it.</summary>
    public object? Build(Scope scope)
    {
        object? target = null;
        Fill(scope, ref target);
        return target is not null && shape.Complete(target) ? target : null;
    }

    public void Fill(Scope scope, ref object? target)
    {
        foreach (var step in steps)
        {
            step.Apply(scope, shape, ref target);
        }
    }
}
