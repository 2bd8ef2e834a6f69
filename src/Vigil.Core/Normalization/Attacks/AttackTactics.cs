using System.Collections.Frozen;

namespace Vigil.Core.Normalization.Attacks;

/// <summary>The tactics of MITRE ATT&amp;CK Enterprise, and the ways in which products write them.</summary>
internal static class AttackTactics
{
    private static readonly (string Id, string Name, string[] Short)[] s_tactics =
    [
        ("TA0043", "Reconnaissance", ["recon"]),
        ("TA0042", "Resource Development", ["resdev"]),
        ("TA0001", "Initial Access", ["initaccess"]),
        ("TA0002", "Execution", ["exec"]),
        ("TA0003", "Persistence", ["persis"]),
        ("TA0004", "Privilege Escalation", ["privesc"]),
        ("TA0005", "Defense Evasion", ["evas", "defenceevasion", "defevasion"]),
        ("TA0006", "Credential Access", ["credaccess"]),
        ("TA0007", "Discovery", ["disc"]),
        ("TA0008", "Lateral Movement", ["latmov"]),
        ("TA0009", "Collection", ["collect"]),
        ("TA0011", "Command and Control", ["c2", "commandcontrol", "commandandcontrol"]),
        ("TA0010", "Exfiltration", ["exfil"]),
        ("TA0040", "Impact", []),
    ];

    private static readonly FrozenDictionary<string, (string Id, string Name)> s_byName = s_tactics
        .SelectMany(t => t.Short.Append(Fold(t.Name)).Append(Fold(t.Id)).Distinct().Select(key => (key, (t.Id, t.Name))))
        .ToFrozenDictionary(t => t.key, t => t.Item2);

    /// <summary>By id, name, short name (<c>privilege-escalation</c>, <c>privilege_escalation</c>, <c>PrivilegeEscalation</c>) or usual abbreviation.</summary>
    public static (string Id, string Name)? Find(ReadOnlySpan<char> text) =>
        s_byName.TryGetValue(Fold(text), out var tactic) ? tactic : null;

    /// <summary>Letters and digits alone, small, of at most the first 64 characters.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        Span<char> folded = stackalloc char[Math.Min(text.Length, 64)];
        var length = 0;
        foreach (var c in text[..folded.Length])
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                folded[length++] = char.ToLowerInvariant(c);
            }
        }

        return new string(folded[..length]);
    }
}
