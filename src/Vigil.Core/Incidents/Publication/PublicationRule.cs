using Microsoft.Extensions.Options;
using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents.Publication;

/// <summary>
/// When a revision is published: at once on open, rise of priority, re-open, escalation and close; anything else at most once per
/// <see cref="IncidentOptions.PublishEvery"/>; findings that a closed incident absorbs never.
/// </summary>
public sealed class PublicationRule(IOptions<IncidentOptions> options)
{
    // Clocks of two machines may differ by this: a reminder counts as under way only when it is later.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(1);

    public PublicationDecision Decide(IncidentHeader header, DateTimeOffset now)
    {
        var (told, triage) = (header.Publication, header.Triage);
        if (told.Revision >= header.Revision)
        {
            return PublicationDecision.Nothing;
        }

        if (Urgent(header) is { } type)
        {
            return PublicationDecision.Now(type);
        }

        if (triage.StatusId == IncidentStatus.Closed && triage.Revision == told.TriageRevision)
        {
            return PublicationDecision.Nothing;
        }

        var due = told.At + options.Value.PublishEvery;
        return now >= due ? PublicationDecision.Now(IncidentEventTypes.Updated) : PublicationDecision.At(due);
    }

    /// <summary>Something must be sent before the header can rest.</summary>
    public bool IsOutstanding(IncidentHeader header, DateTimeOffset now) =>
        Decide(header, now) is var decision
        && (decision.Type is not null || (decision.HeldUntil is not null && NeedsReminder(header.Publication, now)));

    /// <summary>No message is under way that will publish what is held back.</summary>
    public static bool NeedsReminder(PublicationState told, DateTimeOffset now) =>
        told.ReminderAt is not { } at || at <= now + s_clockSkew;

    private static string? Urgent(IncidentHeader header)
    {
        var (told, triage) = (header.Publication, header.Triage);
        var wasClosed = told.StatusId == IncidentStatus.Closed;
        var isClosed = triage.StatusId == IncidentStatus.Closed;
        if (told.Revision == 0)
        {
            return IncidentEventTypes.Opened;
        }

        if (isClosed)
        {
            return wasClosed ? null : IncidentEventTypes.Closed;
        }

        if (!header.IsSettled && (wasClosed || told.StatusId == IncidentStatus.Resolved))
        {
            return IncidentEventTypes.Reopened;
        }

        return triage.EscalatedAt > told.TriageRevision ? IncidentEventTypes.Escalated
            : header.Content.PriorityId > told.PriorityId ? IncidentEventTypes.Updated
            : null;
    }
}
