using Vigil.Core.Normalization.Times;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Senders.Compilation;

/// <summary>An expression out of a profile.</summary>
/// <param name="Formats">Time formats, when it names any.</param>
/// <param name="Constants">Every text that it can give by itself, with its line, so that the target can refuse those that it does not know.</param>
internal sealed record CompiledValue(ValueSource Source, IReadOnlyList<TimeFormat>? Formats, IReadOnlyList<(string Text, int Line)> Constants)
{
    public static CompiledValue Of(ValueSource source) => new(source, null, []);
}
