namespace Vigil.Core.Ocsf;

/// <summary>Where an event came from and how it was made.</summary>
public sealed class Metadata
{
    public required string Version { get; set; }

    public required Product Product { get; set; }

    public List<string>? Profiles { get; set; }

    public string? Uid { get; set; }

    public string? CorrelationUid { get; set; }

    public string? TenantUid { get; set; }

    public string? EventCode { get; set; }

    public string? LogName { get; set; }

    public string? LogProvider { get; set; }

    public string? OriginalEventUid { get; set; }

    public string? OriginalTime { get; set; }

    public long? LoggedTime { get; set; }

    public long? ProcessedTime { get; set; }

    public long? ModifiedTime { get; set; }

    public int? Sequence { get; set; }

    public List<string>? Labels { get; set; }

    public List<KeyValueObject>? Tags { get; set; }

    public List<TransformationInfo>? TransformationInfoList { get; set; }

    public bool? IsTruncated { get; set; }
}
