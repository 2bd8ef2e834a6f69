using Vigil.Core.Incidents;

namespace Vigil.Core.Ports;

/// <summary>A projection of incident headers for lists and for the most urgent one. Can be rebuilt; may lag behind the headers.</summary>
public interface IIncidentIndex
{
    /// <summary>Writes the incident's row unless the row there is of a higher <see cref="IncidentSummary.Revision"/>.</summary>
    ValueTask UpsertAsync(IncidentSummary summary, CancellationToken cancellationToken);

    /// <summary>Removes the incident's row, after its header went; nothing when there is none.</summary>
    ValueTask RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// One page of what matches, most urgent first: open before closed, then by priority, then by score (both descending), then by id.
    /// A cursor that was never given out ends the list: it came through a client and is not worth an error.
    /// </summary>
    /// <param name="limit">At most so many items (1 to 5,000).</param>
    ValueTask<IncidentPage> ListAsync(IncidentQuery query, string? cursor, int limit, CancellationToken cancellationToken);
}

/// <summary>What to list. All given conditions must hold; null means any.</summary>
/// <param name="Assignee">Exact; the empty string means unassigned.</param>
/// <param name="Asset">The whole name, whatever its case.</param>
/// <param name="Text">Case-insensitive part of title, asset, id or an observable.</param>
/// <param name="Since">Last seen at or after.</param>
public sealed record IncidentQuery(
    IReadOnlyList<int>? Statuses = null,
    IReadOnlyList<int>? Priorities = null,
    string? Assignee = null,
    string? Asset = null,
    string? Text = null,
    DateTimeOffset? Since = null);

public sealed record IncidentPage(IReadOnlyList<IncidentSummary> Items, string? Next);
