using Microsoft.Extensions.Logging;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Effects;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>
/// Does what follows from a verdict: the verdict on the record, then the alert, then the move of the bytes, then the record once more. Each can be
/// done again; the verdict is decided once per version of the file.
/// </summary>
public sealed partial class UploadSettlement(
    UploadRecords records, ScanAlerts alerts, FileMove move, IBlobStore blobs, TimeProvider time, ILogger<UploadSettlement> logger)
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);

    /// <summary>Somebody else was faster, or the file changed: look again.</summary>
    public static MessageOutcome Again(Reason reason) => new MessageOutcome.RetryLater(s_retry, reason);

    /// <summary>Puts the verdict on the record and does the rest.</summary>
    public async ValueTask<MessageOutcome> DecideAsync(StoredUpload upload, UploadVerdict verdict, CancellationToken cancellationToken)
    {
        var decided = upload.Record with
        {
            State = UploadState.Pending,
            Verdict = verdict,
            DueAt = time.GetUtcNow(),
            SettledAt = null,
            Alerts = ScanAlerts.IdOf(upload.Record, verdict) is { } alert ? [.. (upload.Record.Alerts ?? []).Except([alert]), alert] : upload.Record.Alerts,
        };
        return await records.ReplaceAsync(upload, decided, cancellationToken) is { } stored
            ? await CompleteAsync(stored, cancellationToken)
            : Again(Reason.StorageConflict);
    }

    /// <summary>A file in <c>clean/</c> turns out to be bad: out of it, with an alert.</summary>
    public ValueTask<MessageOutcome> CondemnAsync(StoredUpload upload, FileVerdict verdict, CancellationToken cancellationToken) =>
        DecideAsync(upload, new UploadVerdict(verdict, upload.Record.Verdict!.Sha256, time.GetUtcNow(), WasReleased: true), cancellationToken);

    /// <summary>Does what is left to do after the verdict was decided.</summary>
    public async ValueTask<MessageOutcome> CompleteAsync(StoredUpload upload, CancellationToken cancellationToken)
    {
        var (record, verdict) = (upload.Record, upload.Record.Verdict!);
        await alerts.RaiseAsync(record, verdict, cancellationToken);
        var moved = verdict.Target is { } target ? await MoveAsync(record, verdict, target, cancellationToken) : MoveOutcome.Done;
        if (moved == MoveOutcome.OtherContent)
        {
            return await DisownAsync(upload, cancellationToken);
        }

        if (moved == MoveOutcome.Gone && await blobs.FindAsync(Containers.Uploads, record.Blob, cancellationToken) is not null)
        {
            return Again(Reason.UploadReplaced);
        }

        var state = moved == MoveOutcome.Gone ? UploadState.Deleted : StateOf(verdict.Target);
        if (await records.ReplaceAsync(upload, record with { State = state, SettledAt = time.GetUtcNow() }, cancellationToken) is null)
        {
            return Again(Reason.StorageConflict);
        }

        Log.Settled(logger, record.UploadId, state, ScanWords.Of(verdict.File.Verdict), verdict.Signatures);
        return MessageOutcome.Completed;
    }

    /// <summary>What the record says of the content is wrong, so that a verdict may be of something else: scanned again, by what is there.</summary>
    public async ValueTask<MessageOutcome> DisownAsync(StoredUpload upload, CancellationToken cancellationToken)
    {
        var anew = upload.Record with { Sha256 = null, Verdict = null, DueAt = time.GetUtcNow() };
        await records.ReplaceAsync(upload, anew, cancellationToken);
        return Again(Reason.UploadReplaced);
    }

    /// <summary>Nobody has to look for this file any more: it is gone, unscanned.</summary>
    public async ValueTask<MessageOutcome> ForgetAsync(StoredUpload upload, CancellationToken cancellationToken) =>
        await records.ReplaceAsync(upload, upload.Record with { State = UploadState.Deleted, SettledAt = time.GetUtcNow() }, cancellationToken) is null
            ? Again(Reason.StorageConflict)
            : MessageOutcome.Completed;

    private async ValueTask<MoveOutcome> MoveAsync(UploadRecord record, UploadVerdict verdict, string target, CancellationToken cancellationToken)
    {
        var name = FileMove.NameOf(record.UploadId, verdict.Sha256);
        var from = verdict.WasReleased
            ? (Containers.Clean, name, (await blobs.FindAsync(Containers.Clean, name, cancellationToken))?.ETag ?? string.Empty)
            : (Containers.Uploads, record.Blob, record.ETag);
        return from.Item3.Length == 0
            ? await blobs.FindAsync(target, name, cancellationToken) is null ? MoveOutcome.Gone : MoveOutcome.Done
            : await move.MoveAsync(
                from, (target, name), verdict.Sha256, verdict.IsProven && !verdict.WasReleased, VerdictMetadata.Of(record, verdict), cancellationToken);
    }

    private static UploadState StateOf(string? target) => target switch
    {
        Containers.Clean => UploadState.Clean,
        Containers.Quarantine => UploadState.Quarantined,
        _ => UploadState.Held,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Upload {UploadId} is {State}: {Verdict} by {Signatures}")]
        public static partial void Settled(ILogger logger, string uploadId, UploadState state, string verdict, string signatures);
    }
}
