using System.Globalization;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Findings;
using Vigil.Core.Intake;
using Vigil.Core.Normalization;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.DeadLetters;

/// <summary>Tells what the present profile would make of an alert whose letter is to be replayed.</summary>
public sealed class AlertReplayPlanner(IBlobStore blobs, ProfileLookup profiles)
{
    // What is looked up in storage; an alert of more findings has work left for sure.
    private const int MaxCompared = 500;

    public async ValueTask<ReplayPlan> PlanAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var alertId = letter.SubjectId;
        if (await blobs.ReadAsync(Containers.Alerts, alertId, cancellationToken) is not { } blob)
        {
            return ReplayPlan.Fails(Reason.AlertMissing, "The alert is not stored, or expired.");
        }

        var alert = AlertMetadata.FromBlobMetadata(blob.Info.Metadata);
        if (profiles(alert.Profile) is not { } profile)
        {
            return ReplayPlan.Fails(Reason.ProfileMissing, $"There is no profile {alert.Profile}.");
        }

        var context = new AlertContext(alertId, alert.Instance, alert.Tenant, alert.ReceivedAt, alert.Headers);
        var records = AlertRecords.Of(alert, profile.Mapping.Map(context, blob.Content).Records);
        if (letter.Stage == DeadLetter.RecordStage && StillFailing(letter.Id, alertId, records.Failed) is { } failed)
        {
            return ReplayPlan.Fails(failed.Reason, failed.Detail) with { FailingRecords = records.Failed.Count };
        }

        var existing = await CountStoredAsync(records.Drafts, cancellationToken);
        var isDone = existing == records.Drafts.Count && await blobs.FindAsync(Containers.Done, alertId, cancellationToken) is not null;
        var detail = string.Create(CultureInfo.InvariantCulture,
            $"{records.Drafts.Count - existing} findings would be created or updated, {existing} are stored; {records.Failed.Count} records fail.");
        return new ReplayPlan(
            isDone ? ReplayEffect.DoneAlready : ReplayEffect.Runs, null, detail, records.Drafts.Count - existing, existing, records.Failed.Count);
    }

    private static NormalizedRecord.Failed? StillFailing(string letterId, string alertId, IReadOnlyList<NormalizedRecord.Failed> failed) =>
        failed.Count > EnrichDetection.MaxLetters && letterId == RecordLetter.IdOfTheRest(alertId)
            ? failed[EnrichDetection.MaxLetters]
            : failed.FirstOrDefault(f => RecordLetter.IdOf(alertId, f.Ordinal) == letterId);

    /// <summary>Findings that are stored with this very content; another content may be an update.</summary>
    private async ValueTask<int> CountStoredAsync(IReadOnlyList<FindingDraft> drafts, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var draft in drafts.Take(MaxCompared))
        {
            if (await blobs.ReadAsync(Containers.Findings, draft.FindingId, cancellationToken) is { } blob
                && StoredFinding.Parse(blob.Content.Span).ContentDigest == Convert.ToHexStringLower(draft.Record.RecordDigest.Span))
            {
                count++;
            }
        }

        return count;
    }
}
