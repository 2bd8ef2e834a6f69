using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Incidents;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>
/// Sends the messages of uploads again whose messages are overdue: lost between two writes, or never sent. Goes through <c>uploads/</c>, where only
/// files are that wait or that could not be scanned, a part of it per round.
/// </summary>
public sealed partial class StuckUploads(
    UploadTracker tracker,
    UploadRecords records,
    IBlobStore blobs,
    IMessageQueues queues,
    IOptions<ScanningOptions> options,
    TimeProvider time,
    ILogger<StuckUploads> logger) : ISweeper
{
    private const int PageSize = 500;

    private string? _cursor;

    public async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        // Where the queue itself is that far behind, nothing is lost.
        if (IsOverdue(time.GetUtcNow() - (await queues.StateAsync(Queues.Scans, cancellationToken)).OldestAge))
        {
            return;
        }

        var page = await blobs.ListAsync(Containers.Uploads, string.Empty, _cursor, PageSize, cancellationToken);
        foreach (var blob in page.Items.Where(b => IsOverdue(b.Created) && StorageRules.IsForeignName(b.Name)))
        {
            await LookAtAsync(blob, cancellationToken);
        }

        _cursor = page.Next;
    }

    private async ValueTask LookAtAsync(BlobInfo blob, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(UploadRecord.IdOf(blob.Name), cancellationToken);
        if (stored?.Record is { } known && known.ETag == blob.ETag && (known.State != UploadState.Pending || !IsOverdue(known.DueAt)))
        {
            return;
        }

        // Due now: the next round leaves it alone. Who was faster than this has it in hand.
        if (await tracker.BindAsync(stored, blob, cancellationToken) is { } upload
            && await records.ReplaceAsync(upload, upload.Record with { DueAt = time.GetUtcNow(), Resent = upload.Record.Resent + 1 }, cancellationToken) is not null)
        {
            Log.SentAgain(logger, upload.Record.UploadId);
            var message = WorkMessage.Create(WorkMessage.Scan, upload.Record.UploadId, 0, time.GetUtcNow());
            await queues.SendAsync(Queues.Scans, message.ToJson(), TimeSpan.Zero, cancellationToken);
        }
    }

    private bool IsOverdue(DateTimeOffset dueAt) => time.GetUtcNow() - dueAt > options.Value.StuckAfter;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Upload {UploadId} was stuck; its message is sent again")]
        public static partial void SentAgain(ILogger logger, string uploadId);
    }
}
