using System.ComponentModel.DataAnnotations;
using Vigil.Core.Scoring.Factors;

namespace Vigil.Core.Scoring;

/// <summary>Weight per stage of an attack, 0.01 to 100. The stages bundle ATT&amp;CK's tactics by how far an attacker has come.</summary>
public sealed class AttackStageWeights
{
    /// <summary>Reconnaissance, Resource Development, Discovery. Default 1.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Preparation { get; set; } = 1;

    /// <summary>Initial Access, Execution. Default 1.2.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Entry { get; set; } = 1.2;

    /// <summary>Persistence, Privilege Escalation, Defense Evasion, Credential Access. Default 1.4.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Foothold { get; set; } = 1.4;

    /// <summary>Lateral Movement, Collection, Command and Control. Default 1.6.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Spread { get; set; } = 1.6;

    /// <summary>Exfiltration, Impact. Default 2.</summary>
    [Range(ScoreOptions.SmallestWeight, ScoreOptions.LargestWeight)]
    public double Objective { get; set; } = 2;

    internal double Of(AttackStage stage) => stage switch
    {
        AttackStage.Preparation => Preparation,
        AttackStage.Entry => Entry,
        AttackStage.Foothold => Foothold,
        AttackStage.Spread => Spread,
        AttackStage.Objective => Objective,
        _ => 1,
    };
}
