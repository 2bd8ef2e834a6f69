namespace Vigil.Core.Ocsf;

/// <summary>A CVSS score. base_score: 0 to 10.</summary>
public sealed class Cvss
{
    public required double BaseScore { get; set; }

    public required string Version { get; set; }

    public string? VectorString { get; set; }

    public string? Severity { get; set; }

    public string? VendorName { get; set; }

    public string? SrcUrl { get; set; }
}
