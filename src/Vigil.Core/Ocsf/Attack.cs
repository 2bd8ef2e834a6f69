namespace Vigil.Core.Ocsf;

/// <summary>A MITRE ATT&amp;CK tactic, technique or sub-technique.</summary>
public sealed class Attack
{
    public Tactic? Tactic { get; set; }

    public Technique? Technique { get; set; }

    public SubTechnique? SubTechnique { get; set; }

    public string? Version { get; set; }
}
