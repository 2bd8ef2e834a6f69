namespace Vigil.Core.Ocsf;

/// <summary>A container image.</summary>
public sealed class Image
{
    public required string Uid { get; set; }

    public string? Name { get; set; }

    public string? Tag { get; set; }

    public string? Path { get; set; }
}
