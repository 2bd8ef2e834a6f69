using Vigil.Core.Normalization.Conditions;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>What a path selects.</summary>
internal sealed class PathSource(JsonPath path) : ValueSource(path.Names)
{
    public JsonPath Path => path;

    protected override bool Give(Scope scope, ValueSink sink) => path.Select(scope, sink);
}

/// <summary>Always the same.</summary>
internal sealed class ConstantSource(string text) : ValueSource(NameSet.Always)
{
    public string Text => text;

    protected override bool Give(Scope scope, ValueSink sink) => sink.Take(new MappedValue(null, text));
}

/// <summary>A header of the delivery.</summary>
internal sealed class HeaderSource(string name) : ValueSource(NameSet.Always)
{
    public string Name => name;

    protected override bool Give(Scope scope, ValueSink sink) =>
        scope.Alert.Headers.TryGetValue(name, out var value) && value.Length > 0 && sink.Take(new MappedValue(null, value));
}

/// <summary>One after the other until the sink has enough: fall-backs for a sink that wants one value, all of them for a sink that wants many.</summary>
internal sealed class ListSource(ValueSource[] sources) : ValueSource(NamesOf(sources))
{
    protected override bool Give(Scope scope, ValueSink sink)
    {
        foreach (var source in sources)
        {
            if (source.Feed(scope, sink))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The first that gives anything, also where many values are wanted.</summary>
internal sealed class FirstSource(ValueSource[] sources) : ValueSource(NamesOf(sources))
{
    protected override bool Give(Scope scope, ValueSink sink)
    {
        var probe = new ProbeSink(scope.State, sink);
        foreach (var source in sources)
        {
            if (source.Feed(scope, probe))
            {
                return true;
            }

            if (probe.GotAny)
            {
                return false;
            }
        }

        return false;
    }
}

/// <summary>Only while a condition holds.</summary>
internal sealed class ConditionalSource(Condition condition, ValueSource source) : ValueSource(NamesOf(source))
{
    protected override bool Give(Scope scope, ValueSink sink) => condition.Holds(scope) && source.Feed(scope, sink);
}

/// <summary>All values as one text.</summary>
internal sealed class JoinSource(ValueSource source, string separator) : ValueSource(NamesOf(source))
{
    private const int MaxJoined = 100;

    protected override bool Give(Scope scope, ValueSink sink)
    {
        var parts = new TextsSink(scope.State, MaxText, MaxJoined);
        source.Feed(scope, parts);
        return parts.Texts.Count > 0 && sink.Take(new MappedValue(null, string.Join(separator, parts.Texts)));
    }
}

/// <summary>Values that go through steps; with something else where nothing comes out.</summary>
internal sealed class PipelineSource(ValueSource source, ValueStep[] steps, ValueSource? otherwise)
    : ValueSource(NamesOf(source, otherwise))
{
    protected override bool Give(Scope scope, ValueSink sink)
    {
        var probe = otherwise is null ? null : new ProbeSink(scope.State, sink);
        ValueSink first = probe ?? sink;
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            first = new StepSink(scope.State, steps[i], first);
        }

        return source.Feed(scope, first) || (probe is { GotAny: false } && otherwise!.Feed(scope, sink));
    }
}
