namespace Vigil.Core.Ocsf;

/// <summary>An ATT&amp;CK tactic.</summary>
public sealed class Tactic
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? SrcUrl { get; set; }
}
