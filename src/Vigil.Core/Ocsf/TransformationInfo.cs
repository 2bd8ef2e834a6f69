namespace Vigil.Core.Ocsf;

/// <summary>One step of the pipeline that changed the event.</summary>
public sealed class TransformationInfo
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public long? Time { get; set; }

    public Product? Product { get; set; }
}
