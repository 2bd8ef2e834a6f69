using System.Runtime.CompilerServices;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Effects;
using Vigil.Core.Scanning.Running;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Core.Scanning.Rescans;

/// <summary>
/// Scans again with the present signatures: what lies in <c>clean/</c> and was scanned with others, which leaves it when it is condemned; and what was
/// held as not scanned. What a person released stays. Can be interrupted and run again at any point.
/// </summary>
public sealed class RescanUploads(
    IBlobStore blobs, UploadRecords records, ScanEngines engines, EngineStates states, UploadSettlement settlement, IMessageQueues queues, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Signatures without a version: nobody can tell whether they changed.</summary>
    private const string Unversioned = "local";

    /// <summary>When the settlement of a condemned file is looked after, should this process die in it.</summary>
    private static readonly TimeSpan s_lookAfter = TimeSpan.FromMinutes(1);

    /// <summary>Each upload that was received since then, as it is dealt with.</summary>
    public async IAsyncEnumerable<RescannedUpload> RunAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = await states.GetAsync(cancellationToken);
        await foreach (var blob in ListAsync(Containers.Clean, cancellationToken))
        {
            var stored = await records.FindAsync(blob.Name.Split('/')[0], cancellationToken);
            if (stored?.Record is { State: UploadState.Clean, Release: null, Verdict: { } verdict } record && record.ReceivedAt >= since
                && blob.Name == FileMove.NameOf(record.UploadId, verdict.Sha256))
            {
                yield return IsCurrent(verdict, now)
                    ? new RescannedUpload(record.UploadId, record.Name, RescanResult.Unchanged, [])
                    : await RescanAsync(stored, verdict, blob, cancellationToken);
            }
        }

        await foreach (var blob in ListAsync(Containers.Uploads, cancellationToken))
        {
            var stored = await records.FindAsync(UploadRecord.IdOf(blob.Name), cancellationToken);
            if (stored?.Record is { State: UploadState.Held, Verdict: { } verdict } record && record.ReceivedAt >= since && record.ETag == blob.ETag)
            {
                var result = IsCurrent(verdict, now) ? RescanResult.Unchanged : await QueueAsync(stored, cancellationToken);
                yield return new RescannedUpload(record.UploadId, record.Name, result, []);
            }
        }
    }

    /// <summary>The same engines, each of the same version and signatures.</summary>
    private static bool IsCurrent(UploadVerdict verdict, IReadOnlyDictionary<string, EngineState> now) =>
        now.All(state => verdict.File.Engines.Any(e =>
            e.Engine == state.Key && e.Version == state.Value.Version && e.Signatures == state.Value.Signatures && e.Signatures != Unversioned));

    private async ValueTask<RescannedUpload> RescanAsync(StoredUpload stored, UploadVerdict before, BlobInfo blob, CancellationToken cancellationToken)
    {
        var record = stored.Record;
        try
        {
            var subject = new BlobSubject(blobs, Containers.Clean, blob.Name, blob.ETag, blob.Length)
                .For(record.Name, record.DeclaredType, cancellationToken);
            var answers = await engines.ScanAsync(subject, before.Sha256, cancellationToken);
            var verdict = engines.Judge(record.Delivered is { } delivered ? [.. answers, delivered] : answers);
            var result = verdict.Verdict switch
            {
                ScanVerdict.Clean => await ConfirmAsync(stored, before with { File = verdict, ScannedAt = time.GetUtcNow() }, cancellationToken),
                ScanVerdict.NotScanned => RescanResult.NotScanned,
                _ => await CondemnAsync(stored, verdict, cancellationToken),
            };
            return new RescannedUpload(record.UploadId, record.Name, result, verdict.Findings);
        }
        catch (FileUnreadableException)
        {
            return new RescannedUpload(record.UploadId, record.Name, RescanResult.Conflict, []);
        }
    }

    private async ValueTask<RescanResult> ConfirmAsync(StoredUpload stored, UploadVerdict verdict, CancellationToken cancellationToken) =>
        await records.ReplaceAsync(stored, stored.Record with { Verdict = verdict }, cancellationToken) is null ? RescanResult.Conflict : RescanResult.Clean;

    private async ValueTask<RescanResult> CondemnAsync(StoredUpload stored, FileVerdict verdict, CancellationToken cancellationToken)
    {
        // First, so that a verdict that is decided is also carried out.
        await SendAsync(stored.Record.UploadId, s_lookAfter, cancellationToken);
        return await settlement.CondemnAsync(stored, verdict, cancellationToken) == MessageOutcome.Completed ? RescanResult.Condemned : RescanResult.Conflict;
    }

    private async ValueTask<RescanResult> QueueAsync(StoredUpload stored, CancellationToken cancellationToken)
    {
        var anew = stored.Record with { State = UploadState.Pending, Verdict = null, Attempts = 0, DueAt = time.GetUtcNow(), SettledAt = null };
        if (await records.ReplaceAsync(stored, anew, cancellationToken) is null)
        {
            return RescanResult.Conflict;
        }

        await SendAsync(anew.UploadId, TimeSpan.Zero, cancellationToken);
        return RescanResult.Queued;
    }

    private ValueTask SendAsync(string uploadId, TimeSpan delay, CancellationToken cancellationToken) => queues.SendAsync(
        Queues.Scans, WorkMessage.Create(WorkMessage.Scan, uploadId, 0, time.GetUtcNow()).ToJson(), delay, cancellationToken);

    private async IAsyncEnumerable<BlobInfo> ListAsync(string container, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await blobs.ListAsync(container, string.Empty, cursor, PageSize, cancellationToken);
            foreach (var blob in page.Items)
            {
                yield return blob;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
