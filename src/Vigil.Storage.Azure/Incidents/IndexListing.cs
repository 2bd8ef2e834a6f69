using Vigil.Core.Incidents;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Incidents;

/// <summary>
/// Reads rows in their order until the page is full. It looks at so many rows at most: a page that matches little ends early, with a cursor, rather
/// than make its reader wait.
/// </summary>
internal sealed class IndexListing(IBlobStore blobs, IncidentQuery query, int limit)
{
    private const int RowsPerRequest = 1_000;
    private const int MaxRequests = 10;

    private readonly IncidentMatch _match = new(query);
    private readonly List<IncidentSummary> _items = [];
    private IndexCursor? _last;

    public async ValueTask<IncidentPage> ReadAsync(IndexCursor cursor, CancellationToken cancellationToken)
    {
        for (var request = 0; request < MaxRequests; request++)
        {
            var rows = await blobs.ListAsync(AzureIncidentIndex.Container, cursor.Prefix, cursor.Page, RowsPerRequest, cancellationToken);
            if (Take(rows, cursor) is { } full)
            {
                return full;
            }

            var next = rows.Next is { } page ? cursor with { Page = page, After = null } : AfterOpen(cursor);
            if (next is null)
            {
                return new IncidentPage(_items, null);
            }

            cursor = next;
        }

        return new IncidentPage(_items, cursor.Write());
    }

    /// <summary>Takes what matches; the page when it is full and more matches.</summary>
    private IncidentPage? Take(BlobPage rows, IndexCursor cursor)
    {
        foreach (var row in rows.Items)
        {
            if (cursor.After is { } after && string.CompareOrdinal(row.Name, after) <= 0)
            {
                continue;
            }

            var summary = IndexRow.Read(row);
            if (!_match.Matches(summary))
            {
                continue;
            }

            if (_items.Count == limit)
            {
                return new IncidentPage(_items, _last!.Write());
            }

            _items.Add(summary);
            _last = cursor with { After = row.Name };
        }

        return null;
    }

    /// <summary>The closed rows come after the open ones, where the query can match any.</summary>
    private IndexCursor? AfterOpen(IndexCursor cursor) =>
        cursor.Prefix == IndexRow.Open && (query.Statuses is null || query.Statuses.Any(s => !IncidentMatch.IsOpen(s)))
            ? new IndexCursor(IndexRow.Closed, null, null)
            : null;
}
