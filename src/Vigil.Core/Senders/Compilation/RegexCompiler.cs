using System.Text.RegularExpressions;

namespace Vigil.Core.Senders.Compilation;

/// <summary>Regular expressions of profiles run in linear time: what the non-backtracking engine cannot do is refused.</summary>
internal static class RegexCompiler
{
    private const int MaxPattern = 512;

    public static Regex Compile(ProfileParameters keys, string name)
    {
        var pattern = keys.RequireString(name);
        if (pattern.Length > MaxPattern)
        {
            throw keys.Error(name, $"the regular expression is too costly: longer than {MaxPattern} characters");
        }

        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            _ = regex.IsMatch("warm-up: the automaton is checked for its size at the first match");
            return regex;
        }
        catch (ArgumentException e)
        {
            throw keys.Error(name, $"bad regular expression '{pattern}': {e.Message}");
        }
        catch (NotSupportedException e)
        {
            throw keys.Error(name, $"the regular expression '{pattern}' is too costly: {e.Message}");
        }
    }
}
