namespace Vigil.Core.Ocsf;

/// <summary>A vendor or GitHub advisory.</summary>
public sealed class Advisory
{
    public required string Uid { get; set; }

    public string? Title { get; set; }

    public string? Desc { get; set; }

    public string? Classification { get; set; }

    public string? SrcUrl { get; set; }

    public long? CreatedTime { get; set; }

    public long? ModifiedTime { get; set; }

    public List<string>? References { get; set; }

    public List<Cve>? RelatedCves { get; set; }

    public List<Cwe>? RelatedCwes { get; set; }
}
