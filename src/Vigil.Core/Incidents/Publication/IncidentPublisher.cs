using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Incidents.Publication;

/// <summary>
/// Tells the queue <c>incidents</c> what <see cref="PublicationRule"/> says is to be told, and sends the messages that will do later what
/// cannot be done now: publish what is held back, escalate what nobody claims. Effects first, then the header's record of them.
/// </summary>
public sealed partial class IncidentPublisher(
    IIncidentQueue published,
    IMessageQueues queues,
    IncidentStore incidents,
    PublicationRule rule,
    IOptions<IncidentOptions> options,
    TimeProvider time,
    ILogger<IncidentPublisher> logger)
{
    private const int MaxLosses = 16;

    // The longest delay that queues take.
    private static readonly TimeSpan s_maxDelay = TimeSpan.FromDays(7);

    /// <summary>False when others changed the header every time: worth another try later.</summary>
    public async ValueTask<bool> PublishAsync(StoredIncident? incident, CancellationToken cancellationToken)
    {
        PublicationState? told = null;
        for (var loss = 0; incident is not null && loss < MaxLosses; loss++)
        {
            var header = incident.Header;
            if (told is not null && told.Revision > header.Publication.Revision)
            {
                header = header with { Publication = Told(header.Publication, told) };
            }

            told = await ScheduleEscalationAsync(header, await TellAsync(header, cancellationToken), cancellationToken);
            if (told == incident.Header.Publication
                || await incidents.WriteAsync(header with { Publication = told }, incident.ETag, cancellationToken) is not null)
            {
                return true;
            }

            incident = await incidents.ReadAsync(header.Id, cancellationToken);
        }

        return incident is null;
    }

    /// <summary>The delay of a message that is to be received at this time.</summary>
    internal TimeSpan DelayUntil(DateTimeOffset due)
    {
        var delay = due - time.GetUtcNow();
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay > s_maxDelay ? s_maxDelay : delay;
    }

    private async ValueTask<PublicationState> TellAsync(IncidentHeader header, CancellationToken cancellationToken)
    {
        var told = header.Publication;
        var now = time.GetUtcNow();
        var decision = rule.Decide(header, now);
        if (decision.Type is { } type)
        {
            await published.PublishAsync(IncidentEvent.Create(header, type, options.Value), cancellationToken);
            VigilTelemetry.RecordPublication(type);
            Log.Published(logger, header.Id, header.Revision, type, header.Content.PriorityId, header.Origin.Instance);
            return told with
            {
                Revision = header.Revision,
                TriageRevision = header.Triage.Revision,
                At = now,
                PriorityId = header.Content.PriorityId,
                StatusId = header.Triage.StatusId,
            };
        }

        if (decision.HeldUntil is { } due && PublicationRule.NeedsReminder(told, now))
        {
            await SendAsync(WorkMessage.Publish, header.Id, due, cancellationToken);
            return told with { ReminderAt = due };
        }

        return told;
    }

    private async ValueTask<PublicationState> ScheduleEscalationAsync(
        IncidentHeader header, PublicationState told, CancellationToken cancellationToken)
    {
        var priority = header.Content.PriorityId;
        if (header.Triage is not { StatusId: IncidentStatus.New, EscalatedAt: 0 } || priority <= told.EscalatePriorityId)
        {
            return told;
        }

        var due = time.GetUtcNow() + options.Value.EscalateAfter(priority);
        if (told.EscalateAt <= due)
        {
            return told with { EscalatePriorityId = priority };
        }

        await SendAsync(WorkMessage.Escalate, header.Id, due, cancellationToken);
        return told with { EscalateAt = due, EscalatePriorityId = priority };
    }

    private async ValueTask SendAsync(string schema, string id, DateTimeOffset due, CancellationToken cancellationToken) =>
        await queues.SendAsync(Queues.Findings, WorkMessage.Create(schema, id, 0, time.GetUtcNow()).ToJson(), DelayUntil(due), cancellationToken);

    // What another wrote meanwhile keeps its times; what was told here was told.
    private static PublicationState Told(PublicationState current, PublicationState told) => current with
    {
        Revision = told.Revision,
        TriageRevision = told.TriageRevision,
        At = told.At,
        PriorityId = told.PriorityId,
        StatusId = told.StatusId,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Incident {IncidentId} revision {Revision} is published as {Type}, priority {PriorityId}, sender {Sender}")]
        public static partial void Published(ILogger logger, string incidentId, int revision, string type, int priorityId, string sender);
    }
}
