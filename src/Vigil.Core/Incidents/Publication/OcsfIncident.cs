using System.Globalization;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;

namespace Vigil.Core.Incidents.Publication;

/// <summary>An incident as an OCSF 1.8.0 Incident Finding, made of its header alone.</summary>
public static class OcsfIncident
{
    private const string ProductName = "Vigil";

    /// <param name="group">The group that stands for "nobody yet".</param>
    public static IncidentFinding From(IncidentHeader header, string group)
    {
        var (content, triage) = (header.Content, header.Triage);
        var activity = header.Publication.Revision == 0 ? OcsfClass.ActivityCreate
            : triage.StatusId == IncidentStatus.Closed ? OcsfClass.ActivityClose
            : OcsfClass.ActivityUpdate;
        return new IncidentFinding
        {
            ActivityId = activity,
            ActivityName = OcsfClass.ActivityName(activity),
            CategoryUid = OcsfClass.FindingsCategory,
            CategoryName = OcsfClass.FindingsCategoryName,
            ClassUid = OcsfClass.IncidentFinding,
            ClassName = OcsfClass.IncidentFindingName,
            TypeUid = OcsfClass.TypeUid(OcsfClass.IncidentFinding, activity),
            TypeName = $"{OcsfClass.IncidentFindingName}: {OcsfClass.ActivityName(activity)}",
            Time = header.ModifiedAt.ToUnixTimeMilliseconds(),
            StartTime = content.FirstSeen.ToUnixTimeMilliseconds(),
            EndTime = content.LastSeen.ToUnixTimeMilliseconds(),
            Count = content.FindingCount,
            SeverityId = content.SeverityId,
            Severity = OcsfClass.SeverityName(content.SeverityId),
            PriorityId = content.PriorityId,
            Priority = Priority.Caption(content.PriorityId),
            StatusId = triage.StatusId,
            Status = IncidentStatus.Caption(triage.StatusId),
            StatusDetail = StatusDetail(header),
            VerdictId = triage.VerdictId,
            Verdict = triage.VerdictId is { } verdict ? Verdict.Caption(verdict) : null,
            Desc = content.Title,
            Message = content.Title,
            Comment = triage.LastComments.Count > 0 ? triage.LastComments[^1].Text : null,
            Assignee = triage.Assignee is { } assignee ? new User { Uid = assignee.Id, Name = assignee.Name } : null,
            AssigneeGroup = new Group { Name = group },
            Attacks = content.Attacks.Count > 0 ? [.. content.Attacks] : null,
            Observables = content.Observables.Count > 0 ? [.. content.Observables] : null,
            Enrichments = Enrichments(header),
            Metadata = Metadata(header),
            FindingInfoList = [.. content.Findings.Select(Info)],
        };
    }

    private static string? StatusDetail(IncidentHeader header) =>
        !header.IsSettled && header.Content.Proposal is not null
            ? "Every finding was resolved by its sender; proposed as Resolved."
            : header.Triage.ReopenReason;

    private static Metadata Metadata(IncidentHeader header) => new()
    {
        Version = OcsfClass.SchemaVersion,
        Product = new Product { Name = ProductName, VendorName = ProductName },
        Profiles = ["incident"],
        Uid = $"{header.Id}:{header.Revision}",
        CorrelationUid = header.Id,
        TenantUid = header.Origin.Tenant,
        LogProvider = header.Origin.Instance,
        Sequence = header.Revision,
        ModifiedTime = header.ModifiedAt.ToUnixTimeMilliseconds(),
    };

    private static FindingInfo Info(IncidentFindingEntry entry) => new()
    {
        Uid = entry.Id,
        Title = entry.Title,
        LastSeenTime = entry.ReceivedAt.ToUnixTimeMilliseconds(),
        Tags =
        [
            new KeyValueObject { Name = "alert", Value = entry.AlertId },
            new KeyValueObject { Name = "severity", Value = OcsfClass.SeverityName(entry.SeverityId) },
            new KeyValueObject { Name = "score", Value = Text(entry.Score) },
            new KeyValueObject { Name = "state", Value = entry.Closed ? "resolved" : "open" },
        ],
    };

    private static List<Ocsf.Enrichment> Enrichments(IncidentHeader header)
    {
        var content = header.Content;
        var all = new List<Ocsf.Enrichment>
        {
            Enrichment("score", Text(content.Receipt.Score), RawJson.Of(content.Receipt, IncidentJson.Default.IncidentReceipt)),
            Enrichment("incident", header.Id, RawJson.Of(IncidentFacts.Of(header), IncidentJson.Default.IncidentFacts)),
        };
        if (content.Asset is { } asset)
        {
            var facts = RawJson.Of(new AssetFacts(content.AssetId, asset, content.Owner), IncidentJson.Default.AssetFacts);
            all.Add(Enrichment("asset", asset, facts));
            if (content.Owner is { } owner)
            {
                all.Add(Enrichment("owner", owner, facts));
            }
        }

        return all;
    }

    private static Ocsf.Enrichment Enrichment(string name, string value, RawJson data) =>
        new() { Name = name, Value = value, Data = data, Provider = ProductName, Type = name };

    private static string Text(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);
}
