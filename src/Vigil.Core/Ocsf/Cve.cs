namespace Vigil.Core.Ocsf;

/// <summary>A CVE record.</summary>
public sealed class Cve
{
    public required string Uid { get; set; }

    public string? Title { get; set; }

    public string? Desc { get; set; }

    public string? Type { get; set; }

    public long? CreatedTime { get; set; }

    public long? ModifiedTime { get; set; }

    public List<Cvss>? Cvss { get; set; }

    public Epss? Epss { get; set; }

    public List<Cwe>? RelatedCwes { get; set; }

    public List<string>? References { get; set; }
}
