using Vigil.Core.Normalization.Attacks;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Times;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Takes the first time, and how the source wrote it.</summary>
internal sealed class TimeSink(IReadOnlyList<TimeFormat>? formats, RecordState state) : ValueSink(state)
{
    public DateTimeOffset? Time { get; private set; }

    public string? Original { get; private set; }

    public override bool Take(in MappedValue value)
    {
        var text = value.Text(FindingLimits.Text, State);
        if (!(formats is null ? TimeParser.TryParse(text, State.Received, out var time) : TimeParser.TryParse(text, formats, out time)))
        {
            return false;
        }

        value.MarkRead();
        (Time, Original) = (time, text);
        return true;
    }
}

/// <summary>Takes the first text that is known.</summary>
internal sealed class KnownSink<T>(Func<string, T?> find, RecordState state) : ValueSink(state)
    where T : struct
{
    public T? Found { get; private set; }

    public override bool Take(in MappedValue value)
    {
        Found = find(value.Text(FindingLimits.Text, State).Trim());
        if (Found is null)
        {
            return false;
        }

        value.MarkRead();
        return true;
    }
}

/// <summary>Takes everything that names a tactic or technique of ATT&amp;CK.</summary>
internal sealed class AttackSink(RecordState state) : ValueSink(state)
{
    public List<AttackReference> References { get; } = [];

    public override bool Take(in MappedValue value)
    {
        if (AttackParser.Parse(value.Text(FindingLimits.Text, State)) is not { } reference)
        {
            return false;
        }

        value.MarkRead();
        if (!AddsToKnown(reference) && References.Count < FindingLimits.ListItems)
        {
            References.Add(reference);
        }

        return false;
    }

    /// <summary>The name of a technique whose id is known already is no further technique.</summary>
    private bool AddsToKnown(AttackReference reference)
    {
        var known = References.FindIndex(r => r.TechniqueId == reference.TechniqueId && (reference.TacticId is null || r.TacticId == reference.TacticId));
        if (known < 0)
        {
            return false;
        }

        References[known] = References[known] with { TechniqueName = References[known].TechniqueName ?? reference.TechniqueName };
        return true;
    }
}
