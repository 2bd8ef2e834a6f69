using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Core.Enrichment;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Ocsf;
using Vigil.Core.Ports;

namespace Vigil.Web.Incidents;

/// <summary>Puts together what a person sees of an incident.</summary>
public sealed class IncidentViewer(AuditLog audit, IBlobStore blobs, IOptions<IncidentOptions> options)
{
    /// <summary>The incident in full, with its audit verified.</summary>
    public async ValueTask<IncidentView> ViewAsync(IncidentDetail detail, CancellationToken cancellationToken)
    {
        var header = detail.Header;
        return new IncidentView(
            header.Id,
            header.Revision,
            header.Triage.Revision,
            IncidentItem.From(header.ToSummary()),
            JsonSerializer.SerializeToElement(OcsfIncident.From(header, options.Value.AssigneeGroup), OcsfJson.Default.IncidentFinding),
            await ViewAsync(detail.Findings, cancellationToken),
            header.Content.Receipt,
            detail.History,
            await audit.VerifyAsync(header.Id, cancellationToken));
    }

    /// <summary>One page of findings, each with its stored content.</summary>
    public async ValueTask<FindingList> ViewAsync(FindingPage page, CancellationToken cancellationToken)
    {
        var items = new List<FindingView>(page.Items.Count);
        foreach (var entry in page.Items)
        {
            var blob = await blobs.ReadAsync(Containers.Findings, entry.Id, cancellationToken);
            var stored = blob is null ? null : StoredFinding.Parse(blob.Content.Span);
            items.Add(new FindingView(
                entry.Id, entry.AlertId, entry.Title, entry.SeverityId, entry.Score, entry.Asset, entry.ReceivedAt, entry.Closed, stored?.Receipt,
                stored is null ? null : JsonSerializer.SerializeToElement(stored.Finding, OcsfJson.Default.DetectionFinding)));
        }

        return new FindingList(items, page.Next);
    }
}
