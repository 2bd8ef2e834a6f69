using System.Text.RegularExpressions;

namespace Vigil.Core.Normalization.Attacks;

/// <summary>
/// Reads <c>T1059.004</c>, <c>attack.t1059</c>, <c>TA0002</c>, <c>Execution</c>, <c>mitre_execution</c>, <c>persistence__t1547.001</c>, <c>Name (T1036)</c>,
/// <c>T1048 - Name</c>, <c>TA0007-T1046</c>, <c>techniques/T1566/001</c>, <c>User Execution</c>. A technique without a tactic stays one: which tactic an attacker pursued is not ours to guess.
/// Whatever else a product calls its techniques (<c>CST0001</c>, <c>external/cwe/cwe-079</c>) is not ATT&amp;CK.
/// </summary>
internal static partial class AttackParser
{
    private const int MaxText = 256;

    public static AttackReference? Parse(string text)
    {
        if (text.Length > MaxText)
        {
            return null;
        }

        var trimmed = text.Trim();
        var technique = Technique().Match(trimmed);
        if (!technique.Success)
        {
            return Tactic(trimmed) is { } only ? new AttackReference(only.Id, only.Name, null, null)
                : AttackTechniques.Find(trimmed) is { } named ? new AttackReference(null, null, named.Id, named.Name)
                : null;
        }

        var id = technique.Groups["id"].Value.ToUpperInvariant().Replace('/', '.');
        var before = Words(trimmed.AsSpan(0, technique.Index));
        var after = Words(trimmed.AsSpan(technique.Index + technique.Length));
        var tactic = Tactic(before.ToString());
        var name = tactic is null && before.Length > 0 && before is not "attack" and not "mitre" ? before : after;
        return new AttackReference(tactic?.Id, tactic?.Name, id, name.Length > 0 ? name.ToString() : null);
    }

    private static (string Id, string Name)? Tactic(string text)
    {
        var id = TacticId().Match(text);
        if (id.Success)
        {
            return AttackTactics.Find(id.ValueSpan);
        }

        var prefix = Prefix().Match(text);
        return AttackTactics.Find(text.AsSpan(prefix.Success ? prefix.Length : 0));
    }

    private static ReadOnlySpan<char> Words(ReadOnlySpan<char> text) => text.Trim(" ()[]-_.:,/");

    /// <summary>Not within a word: <c>CST1059</c> is no technique.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<id>[Tt]\d{4}(?:[./]\d{3})?)(?![A-Za-z0-9])")]
    private static partial Regex Technique();

    [GeneratedRegex(@"^[Tt][Aa]\d{4}(?![A-Za-z0-9])")]
    private static partial Regex TacticId();

    [GeneratedRegex(@"^(?:mitre|attack)[_.:\-]", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();
}
