using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>Takes the first value as text.</summary>
internal sealed class TextSink(RecordState state, int maxChars) : ValueSink(state)
{
    public string? Text { get; private set; }

    public override bool Take(in MappedValue value)
    {
        value.MarkRead();
        Text = value.Text(maxChars, State);
        return true;
    }
}
