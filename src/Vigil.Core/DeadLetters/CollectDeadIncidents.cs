using Microsoft.Extensions.Logging;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Normalization;
using Vigil.Core.Ports;

namespace Vigil.Core.DeadLetters;

/// <summary>The part of <see cref="CollectPoison"/> that empties the broker's dead-letter queue of incidents.</summary>
public sealed partial class CollectDeadIncidents(
    IIncidentQueue published, IncidentStore incidents, IDeadLetters deadLetters, TimeProvider time, ILogger<CollectDeadIncidents> logger)
{
    private const int MaxDetail = 500;

    /// <summary>The broker's word for a message that nobody took in its time to live.</summary>
    private const string Expired = "TTLExpiredException";

    private static readonly Dictionary<string, Reason> s_reasons = Enum.GetValues<Reason>().ToDictionary(r => r.Name());

    /// <summary>Takes one batch; how many there were.</summary>
    public async ValueTask<int> CollectAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken)
    {
        var received = await published.ReceiveDeadLettersAsync(max, lockFor, cancellationToken);
        foreach (var dead in received)
        {
            if (await IsWorthKeepingAsync(dead, cancellationToken))
            {
                var letter = LetterOf(dead);
                Log.Collected(logger, letter.SubjectId, letter.Id, letter.Reason);
                await deadLetters.AddAsync(letter, cancellationToken);
            }

            await published.CompleteAsync(dead.Incident, cancellationToken);
        }

        return received.Count;
    }

    /// <summary>
    /// The queue is a hand-off: who triages without it lets its messages expire, and the incident stays where it is. A revision that a newer one
    /// followed tells nothing that the newer does not.
    /// </summary>
    private async ValueTask<bool> IsWorthKeepingAsync(DeadLetteredIncident dead, CancellationToken cancellationToken)
    {
        var message = dead.Incident.Message;
        return dead.Reason != Expired
            && !(PublishedRevision.Of(message) is { } revision
                && await incidents.ReadAsync(message.Subject, cancellationToken) is { } incident
                && incident.Header.Publication.Revision > revision);
    }

    private DeadLetter LetterOf(DeadLetteredIncident dead)
    {
        var message = dead.Incident.Message;
        var (reason, detail) = s_reasons.TryGetValue(dead.Reason, out var known)
            ? (known, dead.Description)
            : (Reason.GivenUpByConsumer, $"{dead.Reason}: {dead.Description}");
        var now = time.GetUtcNow();
        return new DeadLetter(
            DeterministicId.Of(IncidentLetter.Stage, message.MessageId), IncidentLetter.Stage, reason.Name(), BoundedText.Shorten(detail, MaxDetail),
            message.Subject, IncidentLetter.Write(message), [now], dead.EnqueuedAt, now);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Incident {IncidentId}, set aside in its queue, becomes dead letter {DeadLetterId}: {Reason}")]
        public static partial void Collected(ILogger logger, string incidentId, string deadLetterId, string reason);
    }
}
