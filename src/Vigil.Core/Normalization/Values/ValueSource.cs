using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>An expression of a profile, compiled: gives values to a sink until that has enough.</summary>
/// <param name="names">Members of which the current document must have one, or the expression gives nothing.</param>
internal abstract class ValueSource(in NameSet names)
{
    /// <summary>Longest text that an expression looks at.</summary>
    public const int MaxText = 8 * 1024;

    private readonly NameSet _names = names;

    /// <summary>False when it gives nothing: quick to tell, and true of most that a profile looks for.</summary>
    public bool MayGive(Scope scope) => scope.Current.Tree.MayHave(_names);

    /// <summary>True when the sink has enough.</summary>
    public bool Feed(Scope scope, ValueSink sink) => MayGive(scope) && Give(scope, sink);

    /// <summary>The first value as text, marked as read; null when there is none.</summary>
    public string? ReadText(Scope scope, int maxChars = MaxText)
    {
        if (!MayGive(scope))
        {
            return null;
        }

        var sink = new TextSink(scope.State, maxChars);
        return Give(scope, sink) ? sink.Text : null;
    }

    protected abstract bool Give(Scope scope, ValueSink sink);

    /// <summary>Of several sources, when one is enough.</summary>
    protected static NameSet NamesOf(params IEnumerable<ValueSource?> sources)
    {
        var names = default(NameSet);
        foreach (var source in sources)
        {
            names.Add(source?._names ?? default);
        }

        return names;
    }
}
