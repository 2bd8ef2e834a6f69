namespace Vigil.Core.DeadLetters;

/// <summary>Work that was set aside, with all that is needed to understand it and to try again.</summary>
/// <param name="Id">hash(stage ‖ message or record id).</param>
/// <param name="Stage">The queue, or <see cref="RecordStage"/> for one record of an alert.</param>
/// <param name="Reason">Name of a <see cref="Vigil.Core.Reason"/>.</param>
/// <param name="Detail">For a person; no payload, no secret.</param>
/// <param name="SubjectId">Id of the alert, finding or incident that the work was about.</param>
/// <param name="Message">The original message as it was received, for the replay; null for a record.</param>
/// <param name="Attempts">Times of the failed tries, oldest first, the last <see cref="MaxHistory"/>; those before a replay included.</param>
/// <param name="TimesSetAside">How often the work was set aside: 1, and 1 more for every replay that failed.</param>
/// <param name="Replays">Who sent it through the pipeline again, oldest first, the last <see cref="MaxHistory"/>; null when nobody did.</param>
public sealed record DeadLetter(
    string Id,
    string Stage,
    string Reason,
    string Detail,
    string SubjectId,
    ReadOnlyMemory<byte>? Message,
    IReadOnlyList<DateTimeOffset> Attempts,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    int TimesSetAside = 1,
    IReadOnlyList<ReplayEntry>? Replays = null)
{
    /// <summary>The stage of a letter about one record of an alert; replayed by the whole alert, whose other records are found to be there.</summary>
    public const string RecordStage = "record";

    /// <summary>How many tries and replays a letter tells of.</summary>
    public const int MaxHistory = 20;

    /// <summary>It was not replayed, or failed again since. What was replayed and did not come back is settled.</summary>
    public bool Waits => Replays is not { Count: > 0 } replays || replays[^1].TimesSetAside < TimesSetAside;

    /// <summary>This letter, set aside once more as <paramref name="again"/> tells.</summary>
    public DeadLetter SetAsideAgain(DeadLetter again) => again with
    {
        Attempts = [.. Attempts.Union(again.Attempts).Order().TakeLast(MaxHistory)],
        FirstSeen = FirstSeen < again.FirstSeen ? FirstSeen : again.FirstSeen,
        LastSeen = LastSeen > again.LastSeen ? LastSeen : again.LastSeen,
        TimesSetAside = TimesSetAside + 1,
        Replays = Replays,
    };

    /// <summary>This letter, replayed once more.</summary>
    public DeadLetter ReplayedBy(ReplayEntry replay) => this with { Replays = [.. (Replays ?? []).TakeLast(MaxHistory - 1), replay] };
}
