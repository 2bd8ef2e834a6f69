namespace Vigil.Core.Ocsf;

/// <summary>The product that wrote an event.</summary>
public sealed class Product
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? VendorName { get; set; }

    public string? Version { get; set; }

    public string? UrlString { get; set; }
}
