namespace Vigil.Core.Ocsf;

/// <summary>Something that was added to what the sender told.</summary>
public sealed class Enrichment
{
    public required string Name { get; set; }

    public required string Value { get; set; }

    public required RawJson Data { get; set; }

    public string? Provider { get; set; }

    public string? Type { get; set; }

    public string? ShortDesc { get; set; }

    public string? SrcUrl { get; set; }

    public long? CreatedTime { get; set; }
}
