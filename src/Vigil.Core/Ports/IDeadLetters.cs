using Vigil.Core.Messaging;

namespace Vigil.Core.Ports;

/// <summary>The one place for work that could not be done.</summary>
public interface IDeadLetters
{
    /// <summary>Adds the letter, or renews reason and times of the one with the same id.</summary>
    ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken);

    ValueTask<DeadLetter?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>One page, ordered by id; <c>Next</c> is null on the last.</summary>
    ValueTask<(IReadOnlyList<DeadLetter> Items, string? Next)> ListAsync(string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the letter, after its replay was sent, unless it was renewed since it was read: the replay may have failed already.
    /// </summary>
    ValueTask RemoveAsync(DeadLetter letter, CancellationToken cancellationToken);
}
