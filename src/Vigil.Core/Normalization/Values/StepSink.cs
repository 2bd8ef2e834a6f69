using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>Sends values through a step.</summary>
internal sealed class StepSink(RecordState state, ValueStep step, ValueSink next) : ValueSink(state)
{
    public override bool Take(in MappedValue value) => step.Apply(value, State, next);
}
