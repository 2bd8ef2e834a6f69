using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>Holds the record of an upload against its blob: a blob without record gets one, and a new version of it begins anew.</summary>
public sealed class UploadTracker(IBlobStore blobs, UploadRecords records, TimeProvider time)
{
    /// <summary>The upload that is this blob now; null when the record changed meanwhile.</summary>
    /// <param name="stored">The record as read; null when there is none.</param>
    public async ValueTask<StoredUpload?> BindAsync(StoredUpload? stored, BlobInfo blob, CancellationToken cancellationToken)
    {
        if (stored is null)
        {
            return await records.CreateAsync(UploadMetadata.Read(blob), cancellationToken);
        }

        return stored.Record.ETag == blob.ETag ? stored : await records.ReplaceAsync(stored, Renewed(stored.Record, blob), cancellationToken);
    }

    /// <summary>The blob of an upload; null when it is gone.</summary>
    public ValueTask<BlobInfo?> FindBlobAsync(string blob, CancellationToken cancellationToken) =>
        blobs.FindAsync(Containers.Uploads, blob, cancellationToken);

    /// <summary>Who overwrote the file nobody knows; who uploaded it first stays on record.</summary>
    private UploadRecord Renewed(UploadRecord record, BlobInfo blob) => record with
    {
        ETag = blob.ETag,
        Length = blob.Length,
        Sha256 = null,
        State = UploadState.Pending,
        Attempts = 0,
        Resent = 0,
        DueAt = time.GetUtcNow(),
        Delivered = null,
        Verdict = null,
        SettledAt = null,
        Release = null,
    };
}
