using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>What may happen to a value on its way: none, one or several come out.</summary>
internal abstract class ValueStep
{
    public abstract bool Apply(in MappedValue value, RecordState state, ValueSink next);
}
