using Vigil.Core.Operations;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Effects;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Core.Scanning.Releases;

/// <summary>
/// Lets a file go that was locked away, or held because nobody could look into it. The audit is entered first; whatever fails after that, the same
/// call again completes it.
/// </summary>
public sealed class ReleaseUpload(UploadRecords records, IBlobStore blobs, FileMove move, OperationsAudit audit, TimeProvider time)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReasonLength = 1000;

    /// <param name="by">Who decides.</param>
    /// <param name="reason">Why; required.</param>
    public async ValueTask<ReleaseOutcome> HandleAsync(string uploadId, string by, string? reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReasonLength)
        {
            return new ReleaseOutcome.Refused(Reason.RequestMalformed, $"A release needs a reason of at most {MaxReasonLength} characters.");
        }

        if (await records.FindAsync(uploadId, cancellationToken) is not { } upload)
        {
            return new ReleaseOutcome.Refused(Reason.NotFound, "There is no such upload.");
        }

        return upload.Record switch
        {
            { Release: not null, State: UploadState.Clean } released => new ReleaseOutcome.Released(released),
            { State: UploadState.Quarantined or UploadState.Held, Verdict: { } verdict } =>
                await ReleaseAsync(upload, verdict, new UploadRelease(by, reason, time.GetUtcNow()), cancellationToken),
            { State: var state } => new ReleaseOutcome.Refused(Reason.TransitionNotAllowed, $"It is {state}, neither quarantined nor held."),
        };
    }

    private async ValueTask<ReleaseOutcome> ReleaseAsync(
        StoredUpload upload, UploadVerdict verdict, UploadRelease release, CancellationToken cancellationToken)
    {
        var record = upload.Record;
        await audit.EnterAsync(release.By, OperationsAudit.Release, record.UploadId, $"{ScanWords.Of(verdict.File.Verdict)}: {release.Reason}", cancellationToken);
        var name = FileMove.NameOf(record.UploadId, verdict.Sha256);
        var from = record.State == UploadState.Held ? (Containers.Uploads, record.Blob, record.ETag) : (Containers.Quarantine, name, await ETagAsync(name, cancellationToken));
        var moved = await move.MoveAsync(from, (Containers.Clean, name), verdict.Sha256, false, Metadata(record, verdict, release), cancellationToken);
        if (moved != MoveOutcome.Done)
        {
            return new ReleaseOutcome.Refused(Reason.UploadReplaced, "The file that was scanned is not there any more.");
        }

        var released = record with { State = UploadState.Clean, Release = release, SettledAt = time.GetUtcNow() };
        return await records.ReplaceAsync(upload, released, cancellationToken) is null
            ? new ReleaseOutcome.Refused(Reason.StorageConflict, "Somebody else changed it at the same time; try again.")
            : new ReleaseOutcome.Released(released);
    }

    /// <summary>None once it was moved by a try that died afterwards.</summary>
    private async ValueTask<string> ETagAsync(string name, CancellationToken cancellationToken) =>
        (await blobs.FindAsync(Containers.Quarantine, name, cancellationToken))?.ETag ?? string.Empty;

    private static Dictionary<string, string> Metadata(UploadRecord record, UploadVerdict verdict, UploadRelease release) =>
        new(VerdictMetadata.Of(record, verdict)) { ["released_by"] = Uri.EscapeDataString(release.By) };
}
