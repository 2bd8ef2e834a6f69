using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>The records of uploads.</summary>
public sealed class UploadRecords(IBlobStore blobs)
{
    public async ValueTask<StoredUpload?> FindAsync(string uploadId, CancellationToken cancellationToken) =>
        DeterministicId.IsWellFormed(uploadId) && await blobs.ReadAsync(Containers.Scans, uploadId, cancellationToken) is { } blob
            ? new StoredUpload(UploadRecord.Parse(blob.Content.Span), blob.Info.ETag)
            : null;

    /// <summary>The record as created; null when there is one.</summary>
    public async ValueTask<StoredUpload?> CreateAsync(UploadRecord record, CancellationToken cancellationToken)
    {
        var write = await blobs.CreateAsync(Containers.Scans, record.UploadId, record.ToJson(), null, cancellationToken);
        return write.Done ? new StoredUpload(record, write.ETag!) : null;
    }

    /// <summary>The record as replaced; null when another one was faster.</summary>
    public async ValueTask<StoredUpload?> ReplaceAsync(StoredUpload stored, UploadRecord record, CancellationToken cancellationToken)
    {
        var write = await blobs.ReplaceAsync(Containers.Scans, record.UploadId, record.ToJson(), null, stored.RecordETag, cancellationToken);
        return write.Done ? new StoredUpload(record, write.ETag!) : null;
    }
}
