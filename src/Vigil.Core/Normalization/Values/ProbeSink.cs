using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>Passes values on and remembers whether there were any.</summary>
internal sealed class ProbeSink(RecordState state, ValueSink next) : ValueSink(state)
{
    public bool GotAny { get; private set; }

    public override bool TakesWhole => next.TakesWhole;

    public override bool Take(in MappedValue value)
    {
        GotAny = true;
        return next.Take(value);
    }
}
