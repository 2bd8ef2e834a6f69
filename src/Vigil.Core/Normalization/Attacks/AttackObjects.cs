using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Attacks;

/// <summary>ATT&amp;CK references as OCSF objects.</summary>
internal static class AttackObjects
{
    private const string Site = "https://attack.mitre.org/";

    public static List<Attack>? From(IReadOnlyList<AttackReference> references) =>
        references.Count == 0 ? null : [.. references.Select(From)];

    private static Attack From(AttackReference reference)
    {
        var attack = new Attack();
        if (reference.TacticId is not null)
        {
            attack.Tactic = new Tactic { Uid = reference.TacticId, Name = reference.TacticName, SrcUrl = $"{Site}tactics/{reference.TacticId}/" };
        }

        if (reference.TechniqueId is not { } id)
        {
            return attack;
        }

        var dot = id.IndexOf('.', StringComparison.Ordinal);
        var technique = dot < 0 ? id : id[..dot];
        attack.Technique = new Technique { Uid = technique, Name = dot < 0 ? reference.TechniqueName : null, SrcUrl = $"{Site}techniques/{technique}/" };
        if (dot >= 0)
        {
            attack.SubTechnique = new SubTechnique { Uid = id, Name = reference.TechniqueName, SrcUrl = $"{Site}techniques/{technique}/{id[(dot + 1)..]}/" };
        }

        return attack;
    }
}
