using System.Text;
using Vigil.Core.Ports;

namespace Vigil.Core.Retention;

/// <summary>Goes through one container in bounded rounds; where a round stopped is kept, so that the next one, on any instance, goes on there.</summary>
public sealed class ExpiryScan(IBlobStore blobs)
{
    internal const int PageSize = 1_000;

    /// <summary>Pages of one round.</summary>
    internal const int MaxPages = 50;

    private const string CursorPrefix = "retention/";

    internal async ValueTask<ExpiryCount> RunAsync(ExpiryRule rule, bool dryRun, CancellationToken cancellationToken)
    {
        var (seen, expired) = (0, 0);
        var cursor = dryRun ? null : await ReadCursorAsync(rule.Name, cancellationToken);
        for (var i = 0; dryRun || i < MaxPages; i++)
        {
            var page = await blobs.ListAsync(rule.Container, rule.Prefix, cursor, PageSize, cancellationToken);
            foreach (var blob in page.Items.Where(b => b.Created < rule.Before))
            {
                expired += await TryExpireAsync(rule, blob, dryRun, cancellationToken) ? 1 : 0;
            }

            (seen, cursor) = (seen + page.Items.Count, page.Next);
            if (cursor is null)
            {
                break;
            }
        }

        if (!dryRun)
        {
            await WriteCursorAsync(rule.Name, cursor, cancellationToken);
        }

        return new ExpiryCount(rule.Name, seen, expired, cursor is null);
    }

    private async ValueTask<bool> TryExpireAsync(ExpiryRule rule, BlobInfo blob, bool dryRun, CancellationToken cancellationToken)
    {
        if (!await rule.IsDueAsync(blob, cancellationToken))
        {
            return false;
        }

        if (dryRun)
        {
            return true;
        }

        if (await blobs.DeleteAsync(rule.Container, blob.Name, blob.ETag, cancellationToken) is not (WriteOutcome.Done or WriteOutcome.Missing))
        {
            return false;
        }

        if (rule.AfterwardsAsync is { } afterwards)
        {
            await afterwards(blob, cancellationToken);
        }

        return true;
    }

    internal async ValueTask<string?> ReadCursorAsync(string name, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(Containers.Reference, CursorPrefix + name, cancellationToken) is { Content.IsEmpty: false } blob
            ? Encoding.UTF8.GetString(blob.Content.Span)
            : null;

    /// <summary>Two rounds at once lose a cursor at worst: the next one looks at some pages again.</summary>
    internal async ValueTask WriteCursorAsync(string name, string? cursor, CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetBytes(cursor ?? string.Empty);
        if (await blobs.FindAsync(Containers.Reference, CursorPrefix + name, cancellationToken) is not { } known)
        {
            await blobs.CreateAsync(Containers.Reference, CursorPrefix + name, content, null, cancellationToken);
        }
        else if (known.Length > 0 || content.Length > 0)
        {
            await blobs.ReplaceAsync(Containers.Reference, CursorPrefix + name, content, null, known.ETag, cancellationToken);
        }
    }
}
