using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>An expression of a profile, compiled: gives values to a sink until that has enough.</summary>
internal abstract class ValueSource
{
    /// <summary>Longest text that an expression looks at.</summary>
    public const int MaxText = 8 * 1024;

    /// <summary>True when the sink has enough.</summary>
    public abstract bool Feed(Scope scope, ValueSink sink);

    /// <summary>The first value as text, marked as read; null when there is none.</summary>
    public string? ReadText(Scope scope, int maxChars = MaxText)
    {
        var sink = new TextSink(scope.State, maxChars);
        return Feed(scope, sink) ? sink.Text : null;
    }
}
