using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Where observables stand that no attribute of the finding holds.</summary>
/// <param name="Type">OCSF <c>observable.type_id</c>.</param>
internal sealed record ObservableRule(int Type, ValueSource Source)
{
    public void Collect(Scope scope, ObservableList into)
    {
        if (!Source.MayGive(scope))
        {
            return;
        }

        var sink = new TextsSink(scope.State, FindingLimits.Text, FindingLimits.ListItems);
        Source.Feed(scope, sink);
        foreach (var text in sink.Texts)
        {
            into.Add((string?)null, Type, text);
        }
    }
}
