using Vigil.Core.DeadLetters;

namespace Vigil.Web.DeadLetters;

/// <summary>A dead letter, without its message.</summary>
/// <param name="Attempts">Times of the failed tries, oldest first, the last 20; those before a replay included.</param>
/// <param name="Waits">It was not replayed, or failed again since.</param>
public sealed record DeadLetterItem(
    string Id,
    string Stage,
    string Reason,
    string Detail,
    string SubjectId,
    IReadOnlyList<DateTimeOffset> Attempts,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    bool Waits,
    IReadOnlyList<ReplayItem> Replays)
{
    public static DeadLetterItem From(DeadLetter letter) => new(
        letter.Id, letter.Stage, letter.Reason, letter.Detail, letter.SubjectId, letter.Attempts, letter.FirstSeen, letter.LastSeen, letter.Waits,
        [.. (letter.Replays ?? []).Select(r => new ReplayItem(r.At, r.By))]);
}

/// <summary>Who sent a letter through the pipeline again, and when.</summary>
public sealed record ReplayItem(DateTimeOffset At, string By);

/// <summary>One page of dead letters; <paramref name="Next"/> is the cursor of the page after, null on the last.</summary>
public sealed record DeadLetterList(IReadOnlyList<DeadLetterItem> Items, string? Next);
