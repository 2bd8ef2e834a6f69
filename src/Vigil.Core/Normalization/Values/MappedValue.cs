using System.Text.Json;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>A value on its way from the alert into a finding.</summary>
/// <param name="Source">Where it stands in the alert; null for constants and headers.</param>
/// <param name="Override">What became of it on the way; null as long as it is as it stands.</param>
internal readonly record struct MappedValue(JsonRef? Source, string? Override)
{
    public bool IsNumber => Override is null && Source?.Kind == JsonTokenType.Number;

    public string Text(int maxChars, RecordState state)
    {
        var truncated = false;
        var text = Override is not null ? BoundedText.Cut(Override, maxChars) : Source!.Value.Text(maxChars, ref truncated);
        state.Truncated |= truncated || Override?.Length > maxChars;
        return text;
    }

    public MappedValue With(string text) => new(Source, text);

    /// <summary>To be called by whoever uses the value: what nobody uses is told as unmapped.</summary>
    public void MarkRead() => Source?.MarkRead();
}
