using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Vigil.Core.Ports;
using Vigil.Storage.Azure.Accounts;
using Vigil.Storage.Azure.Messaging;

namespace Vigil.Storage.Azure.Incidents;

/// <summary>
/// The queue that incidents leave on, for installations without a broker. <c>published/{message id}</c> holds the event and, in its metadata,
/// which message of the queue is the one that carries it: any other of the same id (two publishers at once, one that was interrupted) is dropped
/// by whoever sees it. Storing, sending and naming the carrier may each be interrupted and done again.
/// </summary>
internal sealed class AzureIncidentQueue(StorageClients clients, IBlobStore blobs) : IIncidentQueue
{
    public const string Name = "incidents";
    public const string PoisonName = Name + "-poison";

    /// <summary>Where events lie, each named after its message, and so after its incident.</summary>
    public const string Published = "published/";
    private const string CarrierKey = "carrier";

    // What the broker is set to: where nobody takes from the queue it must not grow for ever.
    private static readonly TimeSpan s_timeToLive = TimeSpan.FromDays(14);

    private static readonly TimeSpan s_deadLettering = TimeSpan.FromMinutes(1);

    private QueueClient Queue => clients.Queue(Name);

    public async ValueTask PublishAsync(IncidentMessage message, CancellationToken cancellationToken)
    {
        var name = Published + message.MessageId;
        var envelope = IncidentEnvelope.Write(message);
        var stored = await blobs.CreateAsync(AzureIncidentIndex.Container, name, envelope, null, cancellationToken);
        var tag = stored.ETag;
        if (!stored.Done)
        {
            var found = await blobs.FindAsync(AzureIncidentIndex.Container, name, cancellationToken);
            if (found is null || found.Metadata.ContainsKey(CarrierKey))
            {
                return;
            }

            tag = found.ETag;
        }

        var sent = await Failures.GuardAsync(
            Queue.SendMessageAsync(MessageText.Encode(Encoding.UTF8.GetBytes(message.MessageId)), TimeSpan.Zero, s_timeToLive, cancellationToken),
            cancellationToken);
        var named = await NameCarrierAsync(name, envelope, tag!, sent.Value.MessageId, cancellationToken);
        if (named != sent.Value.MessageId)
        {
            await QueueReceipt.DeleteAsync(Queue, sent.Value.MessageId, sent.Value.PopReceipt, cancellationToken);
        }
    }

    public async ValueTask<IReadOnlyList<ReceivedIncident>> ReceiveAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken) =>
        await ReceiveAsync(Name, max, lockFor, OpenAsync, cancellationToken);

    public async ValueTask<IReadOnlyList<DeadLetteredIncident>> ReceiveDeadLettersAsync(
        int max, TimeSpan lockFor, CancellationToken cancellationToken) =>
        await ReceiveAsync(PoisonName, max, lockFor, OpenDeadAsync, cancellationToken);

    public ValueTask<bool> CompleteAsync(ReceivedIncident message, CancellationToken cancellationToken)
    {
        var token = LockToken.Parse(message.LockToken);
        return QueueReceipt.DeleteAsync(clients.Queue(token.Queue), token.Id, token.Receipt, cancellationToken);
    }

    public async ValueTask<bool> ReleaseAsync(ReceivedIncident message, TimeSpan delay, CancellationToken cancellationToken)
    {
        StorageRules.CheckDelay(delay);
        var token = LockToken.Parse(message.LockToken);
        return await QueueReceipt.HideAsync(clients.Queue(token.Queue), token.Id, token.Receipt, delay, cancellationToken) is not null;
    }

    public async ValueTask<bool> DeadLetterAsync(ReceivedIncident message, string reason, string description, CancellationToken cancellationToken)
    {
        // The lock first: who has lost it has nothing to say about the message any more. The receipt is renewed with it.
        var token = LockToken.Parse(message.LockToken);
        if (await QueueReceipt.HideAsync(Queue, token.Id, token.Receipt, s_deadLettering, cancellationToken) is not { } receipt)
        {
            return false;
        }

        var dead = JsonSerializer.SerializeToUtf8Bytes(
            new DeadIncident(message.Message.MessageId, reason, description), EnvelopeJson.Default.DeadIncident);
        await Failures.GuardAsync(
            clients.Queue(PoisonName).SendMessageAsync(MessageText.Encode(dead), TimeSpan.Zero, AzureMessageQueues.Never, cancellationToken), cancellationToken);
        return await QueueReceipt.DeleteAsync(Queue, token.Id, receipt, cancellationToken);
    }

    /// <summary>Receives until at least one message opens, or none is there.</summary>
    private async ValueTask<IReadOnlyList<T>> ReceiveAsync<T>(
        string queue, int max, TimeSpan lockFor, Func<QueueMessage, CancellationToken, Task<T?>> open, CancellationToken cancellationToken)
        where T : class
    {
        StorageRules.CheckReceive(max, lockFor);
        while (await QueueReceive.ReadAsync(clients.Queue(queue), max, lockFor, cancellationToken) is { Length: > 0 } received)
        {
            var opened = await Task.WhenAll(received.Select(m => open(m, cancellationToken)));
            if (opened.Any(o => o is not null))
            {
                return [.. opened.OfType<T>()];
            }
        }

        return [];
    }

    /// <summary>What was set aside, with the event of before; null when that is gone.</summary>
    private async Task<DeadLetteredIncident?> OpenDeadAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var dead = JsonSerializer.Deserialize(MessageText.Decode(message.Body.ToMemory()).Span, EnvelopeJson.Default.DeadIncident)!;
        if (await blobs.ReadAsync(AzureIncidentIndex.Container, Published + dead.MessageId, cancellationToken) is not { } blob)
        {
            await QueueReceipt.DeleteAsync(clients.Queue(PoisonName), message.MessageId, message.PopReceipt, cancellationToken);
            return null;
        }

        return new DeadLetteredIncident(Received(PoisonName, message, blob), dead.Reason, dead.Description, blob.Info.Created);
    }

    private static ReceivedIncident Received(string queue, QueueMessage message, Blob blob) => new(
        new LockToken(queue, message.MessageId, message.PopReceipt).ToString(), (int)message.DequeueCount, IncidentEnvelope.Read(blob.Content));

    /// <summary>The event that a message carries; null when another message carries it, or nothing does any more.</summary>
    private async Task<ReceivedIncident?> OpenAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var name = Published + Encoding.UTF8.GetString(MessageText.Decode(message.Body.ToMemory()).Span);
        var blob = await blobs.ReadAsync(AzureIncidentIndex.Container, name, cancellationToken);
        var carrier = blob is null ? null
            : blob.Info.Metadata.GetValueOrDefault(CarrierKey)
                ?? await NameCarrierAsync(name, blob.Content, blob.Info.ETag, message.MessageId, cancellationToken);
        if (carrier == message.MessageId)
        {
            return Received(Name, message, blob!);
        }

        await QueueReceipt.DeleteAsync(Queue, message.MessageId, message.PopReceipt, cancellationToken);
        return null;
    }

    /// <summary>Names the message that carries the event, unless one is named already; the one that is.</summary>
    private async ValueTask<string?> NameCarrierAsync(
        string name, ReadOnlyMemory<byte> envelope, string tag, string messageId, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string> { [CarrierKey] = messageId };
        var write = await blobs.ReplaceAsync(AzureIncidentIndex.Container, name, envelope, metadata, tag, cancellationToken);
        return write.Done
            ? messageId
            : (await blobs.FindAsync(AzureIncidentIndex.Container, name, cancellationToken))?.Metadata.GetValueOrDefault(CarrierKey);
    }
}
