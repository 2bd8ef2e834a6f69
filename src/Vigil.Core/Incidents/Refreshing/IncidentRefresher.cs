using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Core.Correlation;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;
using Vigil.Core.Scoring;

namespace Vigil.Core.Incidents.Refreshing;

/// <summary>Recomputes an incident's header from all its members, and brings members of a merged incident to where they belong now.</summary>
public sealed class IncidentRefresher(
    IBlobStore blobs,
    IncidentStore incidents,
    MemberStore members,
    MemberMover mover,
    TriageJournal journal,
    IncidentFollowUp followUp,
    RefreshRequests refreshes,
    IOptions<CorrelationOptions> correlation,
    IOptions<ScoreOptions> scoring,
    TimeProvider time)
{
    private const int MaxLosses = 8;

    /// <summary>False when others changed the header every time: worth another try later.</summary>
    public async ValueTask<bool> RefreshAsync(string id, CancellationToken cancellationToken)
    {
        // First, so that a member added after the listing finds no marker and asks anew.
        await blobs.DeleteAsync(Containers.Refresh, id, null, cancellationToken);
        for (var loss = 0; loss < MaxLosses; loss++)
        {
            var stored = await incidents.ReadAsync(id, cancellationToken);
            if (stored?.Header.Triage.MergedInto is not null && await ForwardAsync(stored, cancellationToken) is { } done)
            {
                return done;
            }

            var all = await members.ReadAllAsync(id, cancellationToken);
            if (all.Count == 0)
            {
                return stored is null || await followUp.CompleteAsync(stored, cancellationToken);
            }

            stored = await incidents.WriteAsync(Next(id, stored?.Header, all), stored?.ETag, cancellationToken);
            if (stored is not null)
            {
                return await followUp.CompleteAsync(stored, cancellationToken);
            }
        }

        return false;
    }

    private IncidentHeader Next(string id, IncidentHeader? header, IReadOnlyList<KeyValuePair<string, MemberRecord>> all)
    {
        var content = IncidentContents.Compute(all, scoring.Value.Priority);
        var now = time.GetUtcNow();
        if (header is null)
        {
            var first = all.Select(m => m.Value).MinBy(m => m.ReceivedAt)!;
            var origin = new IncidentOrigin(
                id, first.Key, first.Tenant, first.Instance, correlation.Value.Rule, first.ReceivedAt, first.SuccessorOf);
            return new IncidentHeader(origin, content, TriageState.Initial, PublicationState.Initial, 1, 1, now);
        }

        var next = HeaderLimits.Fit(header with { Content = content, Listed = header.Listed + 1 }).Header;
        return Same(next.Content, header.Content) ? next : next with { Revision = header.Revision + 1, ModifiedAt = now };
    }

    /// <summary>Null when the incident is to be refreshed like any other after all.</summary>
    private async ValueTask<bool?> ForwardAsync(StoredIncident merged, CancellationToken cancellationToken)
    {
        var id = merged.Header.Id;
        var (target, _) = await incidents.ResolveAsync(id, cancellationToken);
        if (target == id)
        {
            // Merged into each other at the same time: one of them must stay open, and its findings with it.
            var draft = new TriageDraft(TriageActor.System, TriageVerb.Reopen, Reason: Reason.MergedIntoEachOther.Name());
            await journal.AppendAsync(merged, draft, cancellationToken);
            return null;
        }

        // Asked for even when nothing was left to move: whoever moved it may have died before asking.
        await mover.MoveAllAsync(id, target, cancellationToken);
        await refreshes.AskAsync(target, always: true, correlation.Value, cancellationToken);
        return await followUp.CompleteAsync(merged, cancellationToken);
    }

    private static bool Same(IncidentContent one, IncidentContent other) =>
        JsonSerializer.SerializeToUtf8Bytes(one, IncidentJson.Default.IncidentContent).AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, IncidentJson.Default.IncidentContent));
}
