using System.Collections.Frozen;

namespace Vigil.Core.Normalization.Attacks;

/// <summary>The techniques of MITRE ATT&amp;CK Enterprise by name, for products that tell no id.</summary>
internal static class AttackTechniques
{
    private static readonly FrozenDictionary<string, (string Id, string Name)> s_byName = Load();

    public static (string Id, string Name)? Find(string text) =>
        s_byName.TryGetValue(AttackTactics.Fold(text), out var technique) ? technique : null;

    private static FrozenDictionary<string, (string Id, string Name)> Load()
    {
        using var reader = new StreamReader(typeof(AttackTechniques).Assembly.GetManifestResourceStream("attack/techniques.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' ', 2))
            .ToFrozenDictionary(parts => AttackTactics.Fold(parts[1]), parts => (parts[0], parts[1]));
    }
}
