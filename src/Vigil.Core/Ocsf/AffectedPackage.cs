namespace Vigil.Core.Ocsf;

/// <summary>A vulnerable package.</summary>
public sealed class AffectedPackage
{
    public required string Name { get; set; }

    public required string Version { get; set; }

    public string? FixedInVersion { get; set; }

    public string? PackageManager { get; set; }

    public string? Path { get; set; }

    public string? Purl { get; set; }

    public string? Architecture { get; set; }

    public string? VendorName { get; set; }

    public string? Type { get; set; }
}
