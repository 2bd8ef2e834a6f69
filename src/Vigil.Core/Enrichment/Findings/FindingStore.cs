using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>What storing a finding came to.</summary>
internal enum FindingSave
{
    Created,
    Updated,

    /// <summary>What is stored tells all of it already; its message was sent again.</summary>
    Repeated,

    /// <summary>Others kept replacing it; nothing was written.</summary>
    Conflict,
}

/// <summary>
/// Stores findings and queues them (README, "What is stored, and in which order"). The message is sent also when nothing was written: whoever
/// wrote may have died before sending.
/// </summary>
internal sealed class FindingStore(IBlobStore blobs, IClaimCheck claimCheck, IMessageQueues queues, TimeProvider time)
{
    public async ValueTask<FindingSave> SaveAsync(StoredFinding finding, int maxConflicts, CancellationToken cancellationToken)
    {
        var created = await claimCheck.CreateAndSendAsync(
            Containers.Findings, finding.FindingId, finding.ToJson(), null, Queues.Findings, MessageOf(finding), cancellationToken);
        if (created.Done)
        {
            return FindingSave.Created;
        }

        for (var i = 0; i < maxConflicts; i++)
        {
            var blob = await blobs.ReadAsync(Containers.Findings, finding.FindingId, cancellationToken);
            if (blob is null)
            {
                // It was there a moment ago: expired meanwhile. The alert's next try creates it.
                return FindingSave.Conflict;
            }

            var stored = StoredFinding.Parse(blob.Content.Span);
            if (FindingVersions.Merge(finding, stored) is not { } update)
            {
                await SendAsync(stored, cancellationToken);
                return FindingSave.Repeated;
            }

            if ((await blobs.ReplaceAsync(Containers.Findings, finding.FindingId, update.ToJson(), null, blob.Info.ETag, cancellationToken)).Done)
            {
                await SendAsync(update, cancellationToken);
                return FindingSave.Updated;
            }
        }

        return FindingSave.Conflict;
    }

    private ValueTask SendAsync(StoredFinding finding, CancellationToken cancellationToken) =>
        queues.SendAsync(Queues.Findings, MessageOf(finding), TimeSpan.Zero, cancellationToken);

    private byte[] MessageOf(StoredFinding finding) =>
        WorkMessage.Create(WorkMessage.Finding, finding.FindingId, finding.Revision, time.GetUtcNow()).ToJson();
}
