using System.Text;
using System.Text.RegularExpressions;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>Every match: its first group, or the whole where there is none, or <paramref name="replacement"/>. Linear in time (non-backtracking).</summary>
internal sealed partial class RegexStep(Regex regex, string? replacement) : ValueStep
{
    private readonly int? _skipped = replacement is null ? Skipped(regex) : null;

    public override bool Apply(in MappedValue value, RecordState state, ValueSink next)
    {
        var text = value.Text(ValueSource.MaxText, state);
        if (_skipped is not { } skipped)
        {
            return ApplyGroups(text, value, state, next);
        }

        foreach (var match in regex.EnumerateMatches(text))
        {
            if (Pass(text.Substring(match.Index + skipped, match.Length - skipped), value, state, next))
            {
                return true;
            }
        }

        return false;
    }

    private bool ApplyGroups(string text, in MappedValue value, RecordState state, ValueSink next)
    {
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            if (Pass(replacement is null ? match.Groups[1].Value : match.Result(replacement), value, state, next))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Pass(string text, in MappedValue value, RecordState state, ValueSink next) =>
        text.Length > 0 && !state.Empties.Contains(Encoding.UTF8.GetBytes(text)) && next.Take(value.With(text));

    /// <summary>
    /// Characters of a match before its first group, when the group goes to the end of the match; null when that cannot be told from the expression. The linear
    /// engine takes several times as long to find groups as to find the match.
    /// </summary>
    private static int? Skipped(Regex regex) => regex.GetGroupNumbers().Length == 1 ? 0
        : LiteralThenGroup().Match(regex.ToString()) is { Success: true } shape ? shape.Groups["literal"].Length
        : null;

    /// <summary>As in <c>(?i)\bSHA1=([0-9a-f]{40})</c>: a literal, then a group without others in it, and nothing but an anchor before and after.</summary>
    [GeneratedRegex("""^(\(\?[im]+\))?(\^|\\b)?(?<literal>[\w /:=@-]*)\((?!\?)([^\\()[\]]|\\.|\[([^\\[\]]|\\.)+\])*\)(\$|\\b)?$""")]
    private static partial Regex LiteralThenGroup();
}
