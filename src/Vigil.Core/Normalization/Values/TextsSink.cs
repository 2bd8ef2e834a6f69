using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>Takes all values as texts, each once, up to a number.</summary>
internal sealed class TextsSink(RecordState state, int maxChars, int maxTexts) : ValueSink(state)
{
    public List<string> Texts { get; } = [];

    public override bool Take(in MappedValue value)
    {
        if (Texts.Count == maxTexts)
        {
            State.Truncated = true;
            return true;
        }

        value.MarkRead();
        var text = value.Text(maxChars, State);
        if (text.Length > 0 && !Texts.Contains(text))
        {
            Texts.Add(text);
        }

        return false;
    }
}
