namespace Vigil.Core.Ocsf;

/// <summary>An ATT&amp;CK technique.</summary>
public sealed class Technique
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? SrcUrl { get; set; }
}
