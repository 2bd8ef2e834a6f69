using Vigil.Core.Ocsf;

namespace Vigil.Core.Scoring.Factors;

/// <summary>The furthest stage among the finding's ATT&amp;CK tactics, known by uid or, for senders that give none, by name.</summary>
internal sealed class AttackStageFactor : IScoreFactor
{
    public const string Kind = "attack-stage";

    private static readonly Dictionary<string, AttackStage> s_stages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["TA0043"] = AttackStage.Preparation,
        ["Reconnaissance"] = AttackStage.Preparation,
        ["TA0042"] = AttackStage.Preparation,
        ["Resource Development"] = AttackStage.Preparation,
        ["TA0007"] = AttackStage.Preparation,
        ["Discovery"] = AttackStage.Preparation,
        ["TA0001"] = AttackStage.Entry,
        ["Initial Access"] = AttackStage.Entry,
        ["TA0002"] = AttackStage.Entry,
        ["Execution"] = AttackStage.Entry,
        ["TA0003"] = AttackStage.Foothold,
        ["Persistence"] = AttackStage.Foothold,
        ["TA0004"] = AttackStage.Foothold,
        ["Privilege Escalation"] = AttackStage.Foothold,
        ["TA0005"] = AttackStage.Foothold,
        ["Defense Evasion"] = AttackStage.Foothold,
        ["TA0006"] = AttackStage.Foothold,
        ["Credential Access"] = AttackStage.Foothold,
        ["TA0008"] = AttackStage.Spread,
        ["Lateral Movement"] = AttackStage.Spread,
        ["TA0009"] = AttackStage.Spread,
        ["Collection"] = AttackStage.Spread,
        ["TA0011"] = AttackStage.Spread,
        ["Command and Control"] = AttackStage.Spread,
        ["TA0010"] = AttackStage.Objective,
        ["Exfiltration"] = AttackStage.Objective,
        ["TA0040"] = AttackStage.Objective,
        ["Impact"] = AttackStage.Objective,
    };

    public ScoreFactor? Weigh(ScoreSubject subject, ScoreOptions options)
    {
        var (strongest, weight) = (AttackStage.Unknown, 0.0);
        foreach (var attack in subject.Attacks)
        {
            var stage = StageOf(attack.Tactic);
            if (stage != AttackStage.Unknown && (options.AttackStage.Of(stage), stage).CompareTo((weight, strongest)) > 0)
            {
                (strongest, weight) = (stage, options.AttackStage.Of(stage));
            }
        }

        return strongest == AttackStage.Unknown ? null : new ScoreFactor(Kind, Name(strongest), weight, "sender", null, null);
    }

    private static AttackStage StageOf(Tactic? tactic) =>
        tactic?.Uid is { } uid && s_stages.TryGetValue(uid, out var stage) ? stage
        : tactic?.Name is { } name && s_stages.TryGetValue(name, out stage) ? stage
        : AttackStage.Unknown;

    private static string Name(AttackStage stage) => stage switch
    {
        AttackStage.Preparation => "preparation",
        AttackStage.Entry => "entry",
        AttackStage.Foothold => "foothold",
        AttackStage.Spread => "spread",
        _ => "objective",
    };
}
