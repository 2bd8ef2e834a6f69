using System.Diagnostics;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Findings;
using Vigil.Core.Incidents;
using Vigil.Core.Intake;
using Vigil.Core.Normalization;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Tracing;

/// <summary>Tells the whole way of an alert. What it became is derived from the alert again, since ids are deterministic; nothing is stored for it.</summary>
public sealed class AlertTracer(IBlobStore blobs, ProfileLookup profiles, IncidentQueries memberships, IncidentTracer incidents)
{
    private const int MaxFindings = 200;

    /// <summary>Null when no alert has the id.</summary>
    public async ValueTask<AlertTrace?> TraceAsync(string alertId, CancellationToken cancellationToken)
    {
        if (!DeterministicId.IsWellFormed(alertId) || await blobs.ReadAsync(Containers.Alerts, alertId, cancellationToken) is not { } blob)
        {
            return null;
        }

        var alert = AlertMetadata.FromBlobMetadata(blob.Info.Metadata);
        var done = await blobs.FindAsync(Containers.Done, alertId, cancellationToken);
        var context = new AlertContext(alertId, alert.Instance, alert.Tenant, alert.ReceivedAt, alert.Headers);
        var normalized = profiles(alert.Profile)?.Mapping.Map(context, blob.Content);
        var records = AlertRecords.Of(alert, normalized?.Records ?? []);
        var known = new Dictionary<string, IncidentTrace?>();
        var findings = new List<FindingTrace>();
        foreach (var draft in records.Drafts.Take(MaxFindings))
        {
            findings.Add(await TraceAsync(draft, known, cancellationToken));
        }

        return new AlertTrace(
            alertId, alert.Instance, alert.Tenant, alert.Profile, alert.ProfileVersion, alert.Scheme, alert.SecretVersion, alert.Digest, blob.Info.Length,
            alert.ReceivedAt, blob.Info.Created, done?.Created, alert.PossibleReplay, TraceIdOf(alert.TraceParent), normalized?.Ignored, records.Ignored,
            [.. records.Failed.Select(f => new FailedRecordTrace(f.Ordinal, f.Reason.Name(), f.Detail))], records.Drafts.Count, findings);
    }

    /// <param name="known">Incidents that were traced already: many findings share one.</param>
    private async ValueTask<FindingTrace> TraceAsync(FindingDraft draft, Dictionary<string, IncidentTrace?> known, CancellationToken cancellationToken)
    {
        var blob = await blobs.ReadAsync(Containers.Findings, draft.FindingId, cancellationToken);
        var stored = blob is null ? null : StoredFinding.Parse(blob.Content.Span);
        var incidentId = await memberships.FindByFindingAsync(draft.FindingId, cancellationToken);
        if (incidentId is not null && !known.ContainsKey(incidentId))
        {
            known[incidentId] = await incidents.TraceAsync(incidentId, cancellationToken);
        }

        return new FindingTrace(
            draft.FindingId,
            draft.Record.Ordinal,
            draft.Record.Finding.FindingInfo.Title,
            blob?.Info.Created,
            stored?.Revision,
            stored?.NormalizedBy,
            stored?.Finding.Metadata.ProcessedTime is { } processed ? DateTimeOffset.FromUnixTimeMilliseconds(processed) : null,
            stored is null ? [] : AnswersOf(stored),
            stored?.Receipt,
            incidentId,
            incidentId is null ? null : known[incidentId]);
    }

    /// <summary>What was found in its order, then who found nothing.</summary>
    private static List<EnricherAnswer> AnswersOf(StoredFinding stored)
    {
        var enrichments = stored.Finding.Enrichments ?? [];
        var took = stored.Took ?? new Dictionary<string, TimeSpan>();
        return
        [
            .. enrichments.Select(e => new EnricherAnswer(e.Name, e.Value, e.Provider, e.ShortDesc, took.TryGetValue(e.Name, out var time) ? time : null)),
            .. took.Where(t => !enrichments.Exists(e => e.Name == t.Key)).Select(t => new EnricherAnswer(t.Key, null, null, null, t.Value)),
        ];
    }

    private static string? TraceIdOf(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out var context) ? context.TraceId.ToHexString() : null;
}
