using System.Globalization;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>Looks a text up, ignoring case. What is not listed goes on as it is, or becomes <paramref name="otherwise"/> and stays unread.</summary>
internal sealed class MapStep(IReadOnlyDictionary<string, string> map, string? otherwise) : ValueStep
{
    public override bool Apply(in MappedValue value, RecordState state, ValueSink next)
    {
        if (map.TryGetValue(value.Text(ValueSource.MaxText, state).Trim(), out var mapped))
        {
            return next.Take(value.With(mapped));
        }

        return next.Take(otherwise is null ? value : new MappedValue(null, otherwise));
    }
}

/// <summary>The label of the highest bound that the number reaches; none below the lowest, and none for what is no number.</summary>
internal sealed class BandsStep(IReadOnlyList<(double From, string Label)> descending) : ValueStep
{
    public override bool Apply(in MappedValue value, RecordState state, ValueSink next)
    {
        if (!double.TryParse(value.Text(ValueSource.MaxText, state), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        foreach (var (from, label) in descending)
        {
            if (number >= from)
            {
                return next.Take(value.With(label));
            }
        }

        return false;
    }
}

internal enum TextCase
{
    Lower,
    Upper,
}

internal sealed class CaseStep(TextCase to) : ValueStep
{
    public override bool Apply(in MappedValue value, RecordState state, ValueSink next)
    {
        var text = value.Text(ValueSource.MaxText, state);
        return next.Take(value.With(to == TextCase.Lower ? text.ToLowerInvariant() : text.ToUpperInvariant()));
    }
}

/// <summary>The parts between separators, trimmed; empty ones are left out.</summary>
internal sealed class SplitStep(string separator) : ValueStep
{
    public override bool Apply(in MappedValue value, RecordState state, ValueSink next)
    {
        foreach (var part in value.Text(ValueSource.MaxText, state).Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (next.Take(value.With(part)))
            {
                return true;
            }
        }

        return false;
    }
}

internal sealed class TrimStep(char[] characters) : ValueStep
{
    public override bool Apply(in MappedValue value, RecordState state, ValueSink next)
    {
        var text = value.Text(ValueSource.MaxText, state);
        var trimmed = characters.Length == 0 ? text.Trim() : text.Trim(characters);
        return trimmed.Length > 0 && next.Take(value.With(trimmed));
    }
}
