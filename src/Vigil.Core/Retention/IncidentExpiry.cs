using Microsoft.Extensions.Logging;
using Vigil.Core.Correlation;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;

namespace Vigil.Core.Retention;

/// <summary>
/// Deletes incidents that were settled long ago, with all that is theirs: first what leads to it, then findings and audit, the header last. Whoever
/// dies in between leaves the header, and with it what the next round needs to go on.
/// </summary>
public sealed partial class IncidentExpiry(
    IBlobStore blobs, IIncidentIndex index, IncidentStore incidents, MemberStore members, LegalHolds holds, ExpiryScan scan, ILogger<IncidentExpiry> logger)
{
    private const string Name = "incidents";
    private const int PageSize = 1_000;
    private static readonly int[] s_settled = [IncidentStatus.Resolved, IncidentStatus.Closed];

    /// <summary>Whether nothing forbids to delete what the incident refers to; an incident without a header is none.</summary>
    public async ValueTask<bool> IsDueAsync(string incident, DateTimeOffset settledBefore, CancellationToken cancellationToken) =>
        (await incidents.FindAsync(incident, cancellationToken) is not { } brief || IsDue(brief, settledBefore))
        && !await holds.IsMarkedAsync(incident, cancellationToken);

    /// <summary>Has no header, or no more.</summary>
    public async ValueTask<bool> IsGoneAsync(string incident, CancellationToken cancellationToken) =>
        await incidents.FindAsync(incident, cancellationToken) is null;

    internal async ValueTask<ExpiryCount> RunAsync(DateTimeOffset settledBefore, bool dryRun, CancellationToken cancellationToken)
    {
        var (seen, expired) = (0, 0);
        var cursor = dryRun ? null : await scan.ReadCursorAsync(Name, cancellationToken);
        for (var i = 0; dryRun || i < ExpiryScan.MaxPages; i++)
        {
            var page = await index.ListAsync(new IncidentQuery(s_settled), cursor, PageSize, cancellationToken);

            // Nothing is settled before it was seen last.
            foreach (var summary in page.Items.Where(s => s.LastSeen < settledBefore))
            {
                expired += await TryExpireAsync(summary.Id, settledBefore, dryRun, cancellationToken) ? 1 : 0;
            }

            (seen, cursor) = (seen + page.Items.Count, page.Next);
            if (cursor is null)
            {
                break;
            }
        }

        if (!dryRun)
        {
            await scan.WriteCursorAsync(Name, cursor, cancellationToken);
        }

        return new ExpiryCount(Name, seen, expired, cursor is null);
    }

    private static bool IsDue(IncidentBrief brief, DateTimeOffset settledBefore) =>
        !brief.LegalHold && brief.SettledAt is { } settled && settled < settledBefore && brief.LastSeen < settledBefore;

    private async ValueTask<bool> TryExpireAsync(string id, DateTimeOffset settledBefore, bool dryRun, CancellationToken cancellationToken)
    {
        var stored = await incidents.ReadAsync(id, cancellationToken);
        if (!await IsDueAsync(id, settledBefore, cancellationToken))
        {
            return false;
        }

        if (dryRun)
        {
            return true;
        }

        if (stored is not null)
        {
            await ForgetKeyAsync(stored.Header.Origin.Key, id, cancellationToken);
        }

        foreach (var (findingId, _) in await members.ReadAllAsync(id, cancellationToken))
        {
            await DeleteMemberAsync(id, findingId, cancellationToken);
        }

        await DeleteAllAsync(Containers.Audit, id + "/", cancellationToken);
        await DeleteAllAsync(Containers.Incidents, IncidentStore.PublishedPrefix(id), cancellationToken);

        // By the version that was judged: who acted on it meanwhile keeps it, though its findings are gone.
        if (stored is not null && await incidents.DeleteAsync(stored, cancellationToken) == WriteOutcome.Conflict)
        {
            Log.Kept(logger, id);
            return false;
        }

        await index.RemoveAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Else the next finding of the group would be led to an incident that is no more.</summary>
    private async ValueTask ForgetKeyAsync(string key, string id, CancellationToken cancellationToken)
    {
        if (await blobs.FindAsync(Containers.Open, key, cancellationToken) is { } open && OpenIncident.FromMetadata(open).Incident == id)
        {
            await blobs.DeleteAsync(Containers.Open, key, open.ETag, cancellationToken);
        }
    }

    private async ValueTask DeleteMemberAsync(string id, string findingId, CancellationToken cancellationToken)
    {
        if (await blobs.FindAsync(Containers.Members, findingId, cancellationToken) is { } membership
            && Membership.FromMetadata(membership).Incident == id)
        {
            await blobs.DeleteAsync(Containers.Findings, findingId, null, cancellationToken);
            await blobs.DeleteAsync(Containers.Members, findingId, membership.ETag, cancellationToken);
        }

        await members.DeleteAsync(id, findingId, cancellationToken);
    }

    private async ValueTask DeleteAllAsync(string container, string prefix, CancellationToken cancellationToken)
    {
        BlobPage page;
        do
        {
            page = await blobs.ListAsync(container, prefix, null, PageSize, cancellationToken);
            foreach (var blob in page.Items)
            {
                await blobs.DeleteAsync(container, blob.Name, null, cancellationToken);
            }
        }
        while (page.Next is not null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Incident {IncidentId} was acted on while it expired; its header is kept, its findings are gone")]
        public static partial void Kept(ILogger logger, string incidentId);
    }
}
