namespace Vigil.Core.Ocsf;

/// <summary>An OCSF 1.8.0 Incident Finding (class 2005): the findings that belong together, as a person triages them.</summary>
public sealed class IncidentFinding
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

    public int? ImpactId { get; set; }

    public string? Impact { get; set; }

    public int? PriorityId { get; set; }

    public string? Priority { get; set; }

    public required int StatusId { get; set; }

    public string? Status { get; set; }

    public string? StatusDetail { get; set; }

    public int? VerdictId { get; set; }

    public string? Verdict { get; set; }

    public string? Desc { get; set; }

    public string? Message { get; set; }

    public string? Comment { get; set; }

    public User? Assignee { get; set; }

    public Group? AssigneeGroup { get; set; }

    public List<Attack>? Attacks { get; set; }

    public List<Enrichment>? Enrichments { get; set; }

    public List<Observable>? Observables { get; set; }

    public List<Ticket>? Tickets { get; set; }

    public string? SrcUrl { get; set; }

    public required Metadata Metadata { get; set; }

    public required List<FindingInfo> FindingInfoList { get; set; }

    public RawJson? Unmapped { get; set; }
}
