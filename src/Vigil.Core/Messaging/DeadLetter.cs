namespace Vigil.Core.Messaging;

/// <summary>Work that was set aside, with all that is needed to understand it and to try again.</summary>
/// <param name="Id">hash(stage ‖ message or record id).</param>
/// <param name="Stage">The queue, or <c>record</c> for one record of an alert.</param>
/// <param name="Reason">Name of a <see cref="Vigil.Core.Reason"/>.</param>
/// <param name="Detail">For a person; no payload, no secret.</param>
/// <param name="SubjectId">Id of the alert, finding or incident that the work was about.</param>
/// <param name="Message">The original message as it was received, for the replay; null for a record.</param>
/// <param name="Attempts">Times of the failed tries, oldest first, at most 20.</param>
public sealed record DeadLetter(
    string Id,
    string Stage,
    string Reason,
    string Detail,
    string SubjectId,
    ReadOnlyMemory<byte>? Message,
    IReadOnlyList<DateTimeOffset> Attempts,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen);
