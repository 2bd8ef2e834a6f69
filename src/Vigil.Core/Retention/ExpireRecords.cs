using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Correlation;
using Vigil.Core.DeadLetters;
using Vigil.Core.Enrichment.Assets.Snapshot;
using Vigil.Core.Operations;
using Vigil.Core.Ports;

namespace Vigil.Core.Retention;

/// <summary>
/// Deletes what is older than its retention; nothing else deletes records. Never what an open incident refers to, or one on legal hold. Incidents go
/// first and take their findings with them; an alert's tombstone goes after the alert. Called by a timer; every round is bounded, and any may die.
/// </summary>
public sealed partial class ExpireRecords(
    IBlobStore blobs,
    ExpiryScan scan,
    IncidentExpiry incidents,
    ProtectedAlerts protectedAlerts,
    UploadExpiry uploads,
    Memberships memberships,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<ExpireRecords> logger)
{
    /// <summary>One round of deletion.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        foreach (var count in (await RunAsync(dryRun: false, cancellationToken)).Where(c => c.Expired > 0))
        {
            Log.Expired(logger, count.Expired, count.Name);
        }
    }

    /// <summary>What is due now, all of it, without deleting anything.</summary>
    public ValueTask<IReadOnlyList<ExpiryCount>> PreviewAsync(CancellationToken cancellationToken) => RunAsync(dryRun: true, cancellationToken);

    private async ValueTask<IReadOnlyList<ExpiryCount>> RunAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counts = new List<ExpiryCount> { await incidents.RunAsync(now - options.Value.Incidents, dryRun, cancellationToken) };
        foreach (var rule in await RulesAsync(now, cancellationToken))
        {
            counts.Add(await scan.RunAsync(rule, dryRun, cancellationToken));
        }

        return counts;
    }

    private async ValueTask<IReadOnlyList<ExpiryRule>> RulesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var keep = options.Value;
        var shortest = new[] { keep.Alerts, keep.Held, keep.Quarantine, keep.Clean, keep.Scans }.Min();
        var used = await protectedAlerts.ReadAsync(now - shortest, cancellationToken);
        return
        [
            new(Containers.Findings, Containers.Findings, string.Empty, now - keep.Findings,
                (finding, ct) => IsUnusedAsync(finding.Name, now - keep.Findings, ct),
                (finding, ct) => ForgetMembershipAsync(finding.Name, ct)),
            new(Containers.Alerts, Containers.Alerts, string.Empty, now - keep.Alerts,
                async (alert, ct) => !used.Contains(alert.Name) && await ExistsAsync(Containers.Done, alert.Name, ct)),
            new(Containers.Done, Containers.Done, string.Empty, now - keep.Done,
                async (done, ct) => !await ExistsAsync(Containers.Alerts, done.Name, ct)),
            new(Containers.DeadLetters, Containers.DeadLetters, string.Empty, now - keep.DeadLetters,
                (letter, _) => ValueTask.FromResult(DeadLetterSummary.FromMetadata(letter).LastSeen < now - keep.DeadLetters)),
            new(Containers.Reports, Containers.Reports, string.Empty, now - keep.Reports, Always),
            .. uploads.Rules(keep, now, used),
            new("snapshots", Containers.Reference, AssetSnapshotStore.Prefix, now - keep.Snapshots, IsOldSnapshotAsync),
            new("operations", Containers.Audit, OperationsAudit.Prefix, now - keep.Operations, Always),
        ];
    }

    private static ValueTask<bool> Always(BlobInfo blob, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    private async ValueTask<bool> ExistsAsync(string container, string name, CancellationToken cancellationToken) =>
        await blobs.FindAsync(container, name, cancellationToken) is not null;

    /// <summary>In no incident, or in one that was settled as long ago.</summary>
    private async ValueTask<bool> IsUnusedAsync(string findingId, DateTimeOffset before, CancellationToken cancellationToken) =>
        await memberships.FindAsync(findingId, cancellationToken) is not { Value.Incident: var incident }
        || await incidents.IsDueAsync(incident, before, cancellationToken);

    /// <summary>The membership of a finding whose incident is there still goes with that.</summary>
    private async ValueTask ForgetMembershipAsync(string findingId, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(findingId, cancellationToken) is { } stored
            && await incidents.IsGoneAsync(stored.Value.Incident, cancellationToken))
        {
            await blobs.DeleteAsync(Containers.Members, findingId, stored.ETag, cancellationToken);
        }
    }

    /// <summary>Asked for each: an import may make an old one current again.</summary>
    private async ValueTask<bool> IsOldSnapshotAsync(BlobInfo snapshot, CancellationToken cancellationToken) =>
        snapshot.Name != AssetSnapshotStore.PointerName
        && await blobs.ReadAsync(Containers.Reference, AssetSnapshotStore.PointerName, cancellationToken) is { } pointer
        && AssetSnapshotPointer.Parse(pointer.Content.Span) is { Version: var current }
        && snapshot.Name != AssetSnapshotStore.NameOf(current);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} records of {Container} expired")]
        public static partial void Expired(ILogger logger, int count, string container);
    }
}
