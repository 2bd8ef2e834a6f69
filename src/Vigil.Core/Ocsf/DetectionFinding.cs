namespace Vigil.Core.Ocsf;

/// <summary>An OCSF 1.8.0 Detection Finding (class 2004): one detection, normalised, enriched and scored.</summary>
public sealed class DetectionFinding
{
    public required int ActivityId { get; set; }

    public string? ActivityName { get; set; }

    public required int CategoryUid { get; set; }

    public string? CategoryName { get; set; }

    public required int ClassUid { get; set; }

    public string? ClassName { get; set; }

    public required long TypeUid { get; set; }

    public string? TypeName { get; set; }

    public required long Time { get; set; }

    public long? StartTime { get; set; }

    public long? EndTime { get; set; }

    public int? Count { get; set; }

    public required int SeverityId { get; set; }

    public string? Severity { get; set; }

    public int? ConfidenceId { get; set; }

    public string? Confidence { get; set; }

    public int? ConfidenceScore { get; set; }

    public int? ImpactId { get; set; }

    public string? Impact { get; set; }

    public int? RiskLevelId { get; set; }

    public string? RiskLevel { get; set; }

    public int? RiskScore { get; set; }

    public string? RiskDetails { get; set; }

    public int? StatusId { get; set; }

    public string? Status { get; set; }

    public string? StatusDetail { get; set; }

    public bool? IsAlert { get; set; }

    public string? Message { get; set; }

    public string? Comment { get; set; }

    public required Metadata Metadata { get; set; }

    public required FindingInfo FindingInfo { get; set; }

    public List<Evidence>? Evidences { get; set; }

    public List<Resource>? Resources { get; set; }

    public Cloud? Cloud { get; set; }

    public Device? Device { get; set; }

    public List<Malware>? Malware { get; set; }

    public MalwareScanInfo? MalwareScanInfo { get; set; }

    public List<Vulnerability>? Vulnerabilities { get; set; }

    public Remediation? Remediation { get; set; }

    public List<Enrichment>? Enrichments { get; set; }

    public List<Observable>? Observables { get; set; }

    public int? ActionId { get; set; }

    public string? Action { get; set; }

    public int? DispositionId { get; set; }

    public string? Disposition { get; set; }

    public Fingerprint? RawDataHash { get; set; }

    public long? RawDataSize { get; set; }

    public RawJson? Unmapped { get; set; }
}
