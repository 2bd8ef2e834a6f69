using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization.Conditions;

/// <summary>Has enough when a value matches.</summary>
internal sealed class MatchSink(RecordState state, Func<string, bool>? matches) : ValueSink(state)
{
    public override bool TakesWhole => matches is null;

    public override bool Take(in MappedValue value) => matches is null || matches(value.Text(ValueSource.MaxText, State));
}
