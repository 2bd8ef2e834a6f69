namespace Vigil.Core.Scoring.Factors;

/// <summary>How far an attacker has come, by ATT&amp;CK tactic.</summary>
internal enum AttackStage
{
    Unknown,
    Preparation,
    Entry,
    Foothold,
    Spread,
    Objective,
}
