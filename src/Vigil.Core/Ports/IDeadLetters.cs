using Vigil.Core.DeadLetters;

namespace Vigil.Core.Ports;

/// <summary>The one place for work that could not be done.</summary>
public interface IDeadLetters
{
    /// <summary>Adds the letter; where one has its id, that one tells of this failure too and keeps its history.</summary>
    ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken);

    ValueTask<DeadLetter?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// One page of the letters that wait and match, ordered by id; <c>Next</c> is null on the last. A page may be short, or empty, and not the last.
    /// </summary>
    /// <param name="limit">At most so many items (1 to 1,000).</param>
    ValueTask<(IReadOnlyList<DeadLetter> Items, string? Next)> ListAsync(
        DeadLetterQuery query, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Notes in the letter that it was replayed; null when there is none. One that has failed again meanwhile goes on waiting.</summary>
    ValueTask<DeadLetter?> MarkReplayedAsync(string id, ReplayEntry replay, CancellationToken cancellationToken);
}
