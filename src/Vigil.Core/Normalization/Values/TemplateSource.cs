using System.Text;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>A text with values in it. It gives nothing when a value that it needs is absent, so that a fall-back can follow.</summary>
internal sealed class TemplateSource(IReadOnlyList<TemplateSource.Part> parts) : ValueSource(Needed(parts))
{
    /// <param name="Literal">Text between the values, when <paramref name="Value"/> is null.</param>
    /// <param name="Optional">An absent value leaves a gap (<c>{path?}</c>).</param>
    internal sealed record Part(string Literal, ValueSource? Value, bool Optional);

    protected override bool Give(Scope scope, ValueSink sink)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var value = part.Value is null ? part.Literal : part.Value.ReadText(scope);
            if (value is null && !part.Optional)
            {
                return false;
            }

            text.Append(value);
        }

        return sink.Take(new MappedValue(null, text.ToString()));
    }

    private static NameSet Needed(IReadOnlyList<Part> parts) =>
        parts.FirstOrDefault(p => p is { Value: not null, Optional: false }) is { } part ? NamesOf(part.Value) : NameSet.Always;
}
