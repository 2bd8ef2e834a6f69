using Vigil.Core.Ports;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Running;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Core.Retention;

/// <summary>
/// Which uploads go, and what is known of them: files by where they are, a record after its file. A file that waits to be scanned is never due, nor one
/// whose alert an open or legally held incident refers to.
/// </summary>
public sealed class UploadExpiry(IBlobStore blobs, UploadRecords records)
{
    private const string Hashes = "hashes";
    private const string Verdicts = "verdicts";

    /// <param name="used">Alerts that incidents refer to which are open or on legal hold.</param>
    internal IReadOnlyList<ExpiryRule> Rules(RetentionOptions keep, DateTimeOffset now, IReadOnlySet<string> used) =>
    [
        new(Containers.Uploads, Containers.Uploads, string.Empty, now - keep.Held, (file, ct) => IsHeldAsync(file, used, ct), MarkHeldAsync),
        new(Containers.Quarantine, Containers.Quarantine, string.Empty, now - keep.Quarantine, (file, ct) => IsUnusedAsync(file, used, ct), MarkAsync),
        new(Containers.Clean, Containers.Clean, string.Empty, now - keep.Clean, (file, ct) => IsUnusedAsync(file, used, ct), MarkAsync),
        new(Containers.Scans, Containers.Scans, string.Empty, now - keep.Scans, (record, ct) => IsOfNoFileAsync(record, used, ct)),
        new(Verdicts, Containers.Scans, VerdictCache.Prefix, now - keep.Snapshots, (_, _) => ValueTask.FromResult(true)),
        new(Hashes, Containers.Reference, KnownHashes.Prefix, now - keep.Snapshots, IsOldListAsync),
    ];

    /// <summary>Names that our clients cannot name are left to whoever gave them.</summary>
    private async ValueTask<bool> IsHeldAsync(BlobInfo file, IReadOnlySet<string> used, CancellationToken cancellationToken) =>
        StorageRules.IsForeignName(file.Name)
        && await records.FindAsync(UploadRecord.IdOf(file.Name), cancellationToken) is { Record: { State: UploadState.Held } record }
        && record.ETag == file.ETag && !IsUsed(record, used);

    private async ValueTask<bool> IsUnusedAsync(BlobInfo file, IReadOnlySet<string> used, CancellationToken cancellationToken) =>
        await records.FindAsync(IdOf(file), cancellationToken) is not { } upload || (upload.Record.State != UploadState.Pending && !IsUsed(upload.Record, used));

    private async ValueTask<bool> IsOfNoFileAsync(BlobInfo blob, IReadOnlySet<string> used, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(blob.Name, cancellationToken) is not { Record: var record } || IsUsed(record, used))
        {
            return false;
        }

        return await blobs.FindAsync(Containers.Uploads, record.Blob, cancellationToken) is null
            && await IsEmptyAsync(Containers.Clean, record.UploadId, cancellationToken)
            && await IsEmptyAsync(Containers.Quarantine, record.UploadId, cancellationToken);
    }

    /// <summary>Asked for each: an import may make an old one current again.</summary>
    private async ValueTask<bool> IsOldListAsync(BlobInfo list, CancellationToken cancellationToken) =>
        list.Name != KnownHashes.PointerName
        && await blobs.ReadAsync(Containers.Reference, KnownHashes.PointerName, cancellationToken) is { } pointer
        && list.Name != KnownHashes.NameOf(pointer);

    private ValueTask MarkHeldAsync(BlobInfo file, CancellationToken cancellationToken) => MarkAsync(UploadRecord.IdOf(file.Name), cancellationToken);

    private ValueTask MarkAsync(BlobInfo file, CancellationToken cancellationToken) => MarkAsync(IdOf(file), cancellationToken);

    /// <summary>Says so on the record. Who changed it meanwhile knows better.</summary>
    private async ValueTask MarkAsync(string uploadId, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(uploadId, cancellationToken) is { } upload
            && await IsEmptyAsync(Containers.Clean, uploadId, cancellationToken) && await IsEmptyAsync(Containers.Quarantine, uploadId, cancellationToken))
        {
            await records.ReplaceAsync(upload, upload.Record with { State = UploadState.Deleted }, cancellationToken);
        }
    }

    private async ValueTask<bool> IsEmptyAsync(string container, string uploadId, CancellationToken cancellationToken) =>
        (await blobs.ListAsync(container, uploadId + "/", null, 1, cancellationToken)).Items.Count == 0;

    private static bool IsUsed(UploadRecord upload, IReadOnlySet<string> used) => upload.Alerts?.Any(used.Contains) == true;

    private static string IdOf(BlobInfo file) => file.Name.Split('/')[0];
}
