using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Running;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>
/// Scans what lies in <c>uploads/</c>, and lets it go or locks it away. Driven by our own messages and by what the storage account and Defender for
/// Storage tell of blobs. Work is keyed by blob and version: whoever tells of it, it is scanned once.
/// </summary>
public sealed partial class ScanUpload(
    IBlobStore blobs,
    UploadRecords records,
    UploadTracker tracker,
    ScanEngines engines,
    UploadSettlement settlement,
    IOptions<ScanningOptions> options,
    TimeProvider time,
    ILogger<ScanUpload> logger) : IMessageHandler
{
    /// <summary>Times that the message of an upload may be lost, or end the process, before the file is held.</summary>
    public const int MaxResent = 2;

    /// <summary>As so many tries a scan counts that took all its time: a few such files would keep an engine from all others.</summary>
    private const int TriesOfTimeout = 5;

    public string Queue => Queues.Scans;

    public WorkMessage? Adopt(ReadOnlySpan<byte> body) => BlobEventReader.Read(body, time.GetUtcNow());

    public async ValueTask<MessageOutcome> HandleAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return message switch
            {
                { Schema: WorkMessage.Scan } => await LookAsync(message.Id, null, null, cancellationToken),
                { Schema: WorkMessage.BlobTold, Event: { Container: Containers.Uploads } told } =>
                    await LookAsync(UploadRecord.IdOf(told.Blob), told.Blob, told, cancellationToken),
                // An account may tell of all its blobs.
                { Schema: WorkMessage.BlobTold, Event: not null } => MessageOutcome.Completed,
                _ => new MessageOutcome.Rejected(Reason.MessageSchemaUnknown, "Only uploads and events of blobs come through this queue."),
            };
        }
        catch (FileUnreadableException)
        {
            return UploadSettlement.Again(Reason.UploadReplaced);
        }
    }

    private async ValueTask<MessageOutcome> LookAsync(string uploadId, string? blob, BlobEvent? told, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(uploadId, cancellationToken);
        var info = await tracker.FindBlobAsync(blob ?? stored?.Record.Blob ?? uploadId, cancellationToken);
        if (info is null)
        {
            return stored is null ? MessageOutcome.Completed : await LookAtGoneAsync(stored, told, cancellationToken);
        }

        if (await tracker.BindAsync(stored, info, cancellationToken) is not { } upload)
        {
            return UploadSettlement.Again(Reason.StorageConflict);
        }

        // The account tells of what came over the API too, and may tell twice: another message is on its way.
        return told is { Result: null } && upload.Record.DueAt > time.GetUtcNow()
            ? MessageOutcome.Completed
            : await DecideAsync(upload, DeliveredBy(told, upload.Record), cancellationToken);
    }

    /// <summary>What the event says of this very version; null when it says nothing, or of another one.</summary>
    private static EngineAnswer? DeliveredBy(BlobEvent? told, UploadRecord record) =>
        told is not null && told.ETag == record.ETag.Trim('"') ? DefenderAnswer.Of(told) : null;

    private async ValueTask<MessageOutcome> DecideAsync(StoredUpload upload, EngineAnswer? delivered, CancellationToken cancellationToken)
    {
        var record = upload.Record;
        if (delivered is not null && record.Delivered is null)
        {
            // Heard before anything is decided, or of a file that is held: a reason to decide (again).
            var heard = record with { Delivered = delivered, State = UploadState.Pending, Verdict = null };
            return await records.ReplaceAsync(upload, heard, cancellationToken) is { } stored
                ? await ScanAsync(stored, cancellationToken)
                : UploadSettlement.Again(Reason.StorageConflict);
        }

        return record switch
        {
            { State: not UploadState.Pending } => MessageOutcome.Completed,
            { Verdict: not null } => await settlement.CompleteAsync(upload, cancellationToken),
            _ => await ScanAsync(upload, cancellationToken),
        };
    }

    private async ValueTask<MessageOutcome> ScanAsync(StoredUpload upload, CancellationToken cancellationToken)
    {
        var record = upload.Record;
        if (record.Resent > MaxResent)
        {
            Log.GivenUp(logger, record.UploadId, record.Resent);
            var never = new FileVerdict(ScanVerdict.NotScanned, [], NotScannedReason.Timeout, []);
            return await settlement.DecideAsync(upload, new UploadVerdict(never, record.Sha256 ?? string.Empty, time.GetUtcNow()), cancellationToken);
        }

        var version = new BlobSubject(blobs, Containers.Uploads, record.Blob, record.ETag, record.Length);
        var subject = version.For(record.Name, record.DeclaredType, cancellationToken);
        var sha256 = record.Sha256 ?? (await subject.DigestsAsync(cancellationToken)).Sha256;
        var answers = await engines.ScanAsync(subject, sha256, cancellationToken);
        if (version.Seen is { } seen && seen != sha256)
        {
            return await settlement.DisownAsync(upload, cancellationToken);
        }

        var verdict = engines.Judge(record.Delivered is { } delivered ? [.. answers, delivered] : answers);
        var decided = new UploadVerdict(verdict, sha256, time.GetUtcNow()) { IsProven = version.Seen == sha256 };
        return engines.IsWorthAnotherTry(verdict)
            ? await TryLaterAsync(upload, decided, cancellationToken)
            : await settlement.DecideAsync(upload, decided, cancellationToken);
    }

    private async ValueTask<MessageOutcome> TryLaterAsync(StoredUpload upload, UploadVerdict verdict, CancellationToken cancellationToken)
    {
        var record = upload.Record;
        var attempts = record.Attempts + (verdict.File.Engines.Any(e => e.Reason == NotScannedReason.Timeout) ? TriesOfTimeout : 1);
        if (attempts >= options.Value.Attempts)
        {
            Log.GivenUp(logger, record.UploadId, attempts);
            var timedOut = verdict with { File = verdict.File with { Reason = NotScannedReason.Timeout } };
            return await settlement.DecideAsync(upload, timedOut, cancellationToken);
        }

        var wait = options.Value.WaitAfter(attempts);
        var tried = record with { Attempts = attempts, DueAt = time.GetUtcNow() + wait };
        return await records.ReplaceAsync(upload, tried, cancellationToken) is null
            ? UploadSettlement.Again(Reason.StorageConflict)
            : new MessageOutcome.RetryLater(wait, Reason.EngineUnavailable);
    }

    /// <summary>The bytes are not in <c>uploads/</c> any more: moved by a run that died afterwards, deleted by somebody, or all is done.</summary>
    private async ValueTask<MessageOutcome> LookAtGoneAsync(StoredUpload upload, BlobEvent? told, CancellationToken cancellationToken)
    {
        var (record, delivered) = (upload.Record, DeliveredBy(told, upload.Record));
        return record switch
        {
            { State: UploadState.Pending, Verdict: not null } => await settlement.CompleteAsync(upload, cancellationToken),
            { State: UploadState.Pending or UploadState.Held } => await settlement.ForgetAsync(upload, cancellationToken),
            { State: UploadState.Clean, Verdict: { } verdict } when delivered is { Verdict: ScanVerdict.Malicious } =>
                await settlement.CondemnAsync(upload, engines.Judge([.. verdict.File.Engines, delivered]), cancellationToken),
            _ => MessageOutcome.Completed,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Upload {UploadId} was not scanned: {Attempts} tries came to nothing")]
        public static partial void GivenUp(ILogger logger, string uploadId, int attempts);
    }
}
