namespace Vigil.Core.Ocsf;

/// <summary>What was found, by which rule, when.</summary>
public sealed class FindingInfo
{
    public required string Uid { get; set; }

    public string? UidAlt { get; set; }

    public string? Title { get; set; }

    public string? Desc { get; set; }

    public Analytic? Analytic { get; set; }

    public List<Attack>? Attacks { get; set; }

    public long? CreatedTime { get; set; }

    public long? ModifiedTime { get; set; }

    public long? FirstSeenTime { get; set; }

    public long? LastSeenTime { get; set; }

    public List<string>? DataSources { get; set; }

    public Product? Product { get; set; }

    public string? SrcUrl { get; set; }

    public List<KeyValueObject>? Tags { get; set; }

    public List<string>? Types { get; set; }

    public int? RelatedEventsCount { get; set; }
}
