using Vigil.Core.Incidents;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Incidents;

/// <summary>
/// Rows as blobs without content (<see cref="IndexRow"/>). An upsert writes the row, then its place, then removes the row of before: whoever is
/// interrupted leaves a row too many, never one too few, and doing it again puts it right.
/// </summary>
internal sealed class AzureIncidentIndex(IBlobStore blobs) : IIncidentIndex
{
    public const string Container = "index";

    public async ValueTask UpsertAsync(IncidentSummary summary, CancellationToken cancellationToken)
    {
        while (!await TryUpsertAsync(summary, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await ForgetEventsAsync($"{AzureIncidentQueue.Published}{id}:", cancellationToken);

        // The row first: its place is what a further try finds it by.
        if (await blobs.FindAsync(Container, IndexRow.Place + id, cancellationToken) is { } found)
        {
            var place = IndexPlace.From(found);
            await blobs.DeleteAsync(Container, place.Row, place.RowETag, cancellationToken);
            await blobs.DeleteAsync(Container, found.Name, found.ETag, cancellationToken);
        }
    }

    /// <summary>Whoever finds a message of an incident that is no more, drops it.</summary>
    private async ValueTask ForgetEventsAsync(string prefix, CancellationToken cancellationToken)
    {
        BlobPage page;
        do
        {
            page = await blobs.ListAsync(Container, prefix, null, StorageRules.MaxPage, cancellationToken);
            foreach (var published in page.Items)
            {
                await blobs.DeleteAsync(Container, published.Name, published.ETag, cancellationToken);
            }
        }
        while (page.Next is not null);
    }

    public ValueTask<IncidentPage> ListAsync(IncidentQuery query, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StorageRules.MaxPage);
        var start = cursor is null ? IndexCursor.Start(query) : IndexCursor.Parse(cursor);
        return start is null
            ? ValueTask.FromResult(new IncidentPage([], null))
            : new IndexListing(blobs, query, limit).ReadAsync(start, cancellationToken);
    }

    /// <summary>True when the index tells this revision or a higher one; false when somebody was faster.</summary>
    private async ValueTask<bool> TryUpsertAsync(IncidentSummary summary, CancellationToken cancellationToken)
    {
        var placeName = IndexRow.Place + summary.Id;
        var found = await blobs.FindAsync(Container, placeName, cancellationToken);
        var before = found is null ? null : IndexPlace.From(found);
        if (before?.Revision > summary.Revision)
        {
            return true;
        }

        var name = IndexRow.NameOf(summary);
        var row = await WriteRowAsync(name, summary, before, cancellationToken);
        if (!row.Done)
        {
            // A row of a higher revision stands there already; whoever wrote it finishes, or does it again.
            return row.Outcome == WriteOutcome.Exists;
        }

        var place = new IndexPlace(name, row.ETag!, summary.Revision).Write();
        var write = found is null
            ? await blobs.CreateAsync(Container, placeName, default, place, cancellationToken)
            : await blobs.ReplaceAsync(Container, placeName, default, place, found.ETag, cancellationToken);
        // By its ETag: another revision may have come back to this name.
        var stale = write.Done ? before : new IndexPlace(name, row.ETag!, summary.Revision);
        var stays = write.Done ? name : await RowOfAsync(placeName, cancellationToken);
        if (stale is not null && stale.Row != stays)
        {
            await blobs.DeleteAsync(Container, stale.Row, stale.RowETag, cancellationToken);
        }

        return write.Done;
    }

    private async ValueTask<string?> RowOfAsync(string placeName, CancellationToken cancellationToken) =>
        await blobs.FindAsync(Container, placeName, cancellationToken) is { } place ? IndexPlace.From(place).Row : null;

    /// <summary>Writes the row; <see cref="WriteOutcome.Exists"/> where one of a higher revision has its name, another outcome when somebody was faster.</summary>
    private async ValueTask<BlobWrite> WriteRowAsync(string name, IncidentSummary summary, IndexPlace? before, CancellationToken cancellationToken)
    {
        var row = IndexRow.Write(summary);
        var write = before?.Row == name
            ? await blobs.ReplaceAsync(Container, name, default, row, before.RowETag, cancellationToken)
            : await blobs.CreateAsync(Container, name, default, row, cancellationToken);
        if (write.Done)
        {
            return write;
        }

        // A row that is not at the place: of somebody who writes just now, or was interrupted.
        if (await blobs.FindAsync(Container, name, cancellationToken) is not { } found)
        {
            return await blobs.CreateAsync(Container, name, default, row, cancellationToken) is { Done: true } created ? created : new BlobWrite(WriteOutcome.Conflict, null);
        }

        return IndexRow.RevisionOf(found) > summary.Revision
            ? new BlobWrite(WriteOutcome.Exists, null)
            : await blobs.ReplaceAsync(Container, name, default, row, found.ETag, cancellationToken);
    }
}
