using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Vigil.Core.Ports;
using Vigil.Storage.Azure.Accounts;
using BlobInfo = Vigil.Core.Ports.BlobInfo;

namespace Vigil.Storage.Azure.Blobs;

/// <summary>One page of a listing; its cursor is the service's own marker.</summary>
internal static class BlobListing
{
    public static async ValueTask<BlobPage> ReadAsync(
        BlobContainerClient container, string prefix, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var pages = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken).AsPages(cursor, limit);
        await using var page = pages.GetAsyncEnumerator(cancellationToken);
        while (await Failures.GuardAsync(page.MoveNextAsync().AsTask(), cancellationToken))
        {
            // The service may answer with a marker and nothing before it.
            if (page.Current.Values.Count > 0)
            {
                return From(page.Current);
            }
        }

        return new BlobPage([], null);
    }

    private static BlobPage From(Page<BlobItem> page)
    {
        var items = new List<BlobInfo>(page.Values.Count);
        foreach (var item in page.Values)
        {
            items.Add(BlobInfos.From(item));
        }

        return new BlobPage(items, string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
    }
}
