namespace Vigil.Core.Ocsf;

/// <summary>An ATT&amp;CK sub-technique.</summary>
public sealed class SubTechnique
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? SrcUrl { get; set; }
}
