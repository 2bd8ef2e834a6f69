using System.Diagnostics;
using Microsoft.Extensions.Options;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Storing;

/// <summary>
/// Stores an authentic delivery once and queues it at least once (README, "What is stored, and in which order"). Besides the alert, a delivery
/// without a signed id leaves <c>done/seen-{hash(instance, digest)}</c>, which names the first alert of that body: one read tells new bodies, which
/// most are, from those that need a look at what was done and at other windows; and a body that comes again after its window is known as a possible
/// replay for as long as <c>done</c> is kept.
/// </summary>
internal sealed class AlertStore(IClaimCheck claims, IBlobStore blobs, IMessageQueues queues, IOptions<IntakeOptions> options)
{
    private const string FirstAlert = "alert";

    public async ValueTask<StoredAlert> StoreAsync(AuthenticDelivery delivery, CancellationToken cancellationToken)
    {
        var key = new AlertKey(delivery, options.Value.DedupWindow);
        var seen = key.IsSigned ? null : (await blobs.FindAsync(Containers.Done, key.SeenName, cancellationToken))?.Metadata[FirstAlert];
        if ((key.IsSigned || seen is not null) && await WasDoneAsync(key.AlertId, cancellationToken))
        {
            return new StoredAlert(key.AlertId, IsDuplicate: true);
        }

        var isReplay = false;
        if (seen is not null && seen != key.AlertId)
        {
            if (await FindPreviousAsync(key, delivery.ReceivedAt, cancellationToken) is { } previous)
            {
                return previous;
            }

            isReplay = !delivery.Verification.Scheme!.CoversTimestamp && await WasDoneAsync(seen, cancellationToken);
        }

        return await CreateAsync(delivery, key, isReplay, isNew: seen is null, cancellationToken);
    }

    private async ValueTask<StoredAlert?> FindPreviousAsync(AlertKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = key.PreviousAlertId;
        if (await blobs.FindAsync(Containers.Done, id, cancellationToken) is null)
        {
            if (await blobs.FindAsync(Containers.Alerts, id, cancellationToken) is null)
            {
                return null;
            }

            await queues.SendAsync(Queues.Detections, Message(id, now), TimeSpan.Zero, cancellationToken);
        }

        return new StoredAlert(id, IsDuplicate: true);
    }

    /// <summary>False also for an alert that is stuck or set aside: what never had an effect is no reason for suspicion.</summary>
    private async ValueTask<bool> WasDoneAsync(string alertId, CancellationToken cancellationToken) =>
        await blobs.FindAsync(Containers.Done, alertId, cancellationToken) is not null;

    private async ValueTask<StoredAlert> CreateAsync(
        AuthenticDelivery delivery, AlertKey key, bool isReplay, bool isNew, CancellationToken cancellationToken)
    {
        var message = Message(key.AlertId, delivery.ReceivedAt);
        var create = claims.CreateAndSendAsync(
            Containers.Alerts, key.AlertId, delivery.Body, Describe(delivery, key, isReplay).ToBlobMetadata(),
            Queues.Detections, message, cancellationToken).AsTask();

        // Side by side, because both must be durable before the answer, and share a commit where the adapter has commits.
        var mark = key.IsSigned || !isNew
            ? Task.CompletedTask
            : blobs.CreateAsync(Containers.Done, key.SeenName, default, new Dictionary<string, string> { [FirstAlert] = key.AlertId },
                cancellationToken).AsTask();
        await Task.WhenAll(create, mark);
        var isDuplicate = (await create).Outcome == WriteOutcome.Exists;
        if (isDuplicate)
        {
            await queues.SendAsync(Queues.Detections, message, TimeSpan.Zero, cancellationToken);
        }

        return new StoredAlert(key.AlertId, isDuplicate);
    }

    private static AlertMetadata Describe(AuthenticDelivery delivery, AlertKey key, bool isReplay) => new(
        delivery.Instance.Name,
        delivery.Instance.Tenant,
        delivery.Profile.Name,
        delivery.Profile.Version,
        delivery.Verification.Scheme!.Name,
        delivery.Verification.SecretVersion ?? "",
        delivery.ReceivedAt,
        key.Digest,
        isReplay,
        Activity.Current?.Id,
        KeptHeaders.Of(delivery.Headers, delivery.Profile.Delivery.KeptHeaders));

    private static byte[] Message(string alertId, DateTimeOffset now) => WorkMessage.Create(WorkMessage.Alert, alertId, 0, now).ToJson();
}
