namespace Vigil.Core.Ocsf;

/// <summary>A CWE entry.</summary>
public sealed class Cwe
{
    public required string Uid { get; set; }

    public string? Caption { get; set; }

    public string? SrcUrl { get; set; }
}
