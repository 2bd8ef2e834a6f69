using Vigil.Core.Ports;
using Vigil.Storage.Azure.Accounts;

namespace Vigil.Storage.Azure.Messaging;

/// <summary>Work queues in Queue Storage.</summary>
internal sealed class AzureMessageQueues(StorageClients clients, Arrivals arrivals, TimeProvider time) : IMessageQueues
{
    /// <summary>The service would otherwise drop a message after seven days.</summary>
    internal static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    public async ValueTask SendAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        StorageRules.CheckMessage(queue, body, delay);
        await Failures.GuardAsync(
            clients.Queue(queue).SendMessageAsync(MessageText.Encode(body), QueueTime.Whole(delay), Never, cancellationToken), cancellationToken);
        if (delay == TimeSpan.Zero)
        {
            arrivals.Tell(queue);
        }
    }

    public async ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        StorageRules.CheckContainer(queue);
        StorageRules.CheckReceive(max, visibility);
        var received = await QueueReceive.ReadAsync(clients.Queue(queue), max, visibility, cancellationToken);
        if (received.Length == 0)
        {
            return [];
        }

        arrivals.Found(queue);
        return Array.ConvertAll(received, m => new ReceivedMessage(
            queue, m.MessageId, m.PopReceipt, MessageText.Decode(m.Body.ToMemory()), (int)m.DequeueCount, m.InsertedOn.GetValueOrDefault().ToUniversalTime()));
    }

    public ValueTask<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        QueueReceipt.DeleteAsync(clients.Queue(message.Queue), message.Id, message.Receipt, cancellationToken);

    public async ValueTask<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (await HideAsync(message, delay, cancellationToken) is null)
        {
            return false;
        }

        if (delay == TimeSpan.Zero)
        {
            arrivals.Tell(message.Queue);
        }

        return true;
    }

    public async ValueTask<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        await HideAsync(message, visibility, cancellationToken) is { } receipt ? message with { Receipt = receipt } : null;

    public async ValueTask<QueueState> StateAsync(string queue, CancellationToken cancellationToken)
    {
        StorageRules.CheckContainer(queue);
        var client = clients.Queue(queue);
        var properties = await Failures.GuardAsync(client.GetPropertiesAsync(cancellationToken), cancellationToken);
        var depth = properties.Value.ApproximateMessagesCount;
        if (depth == 0)
        {
            return new QueueState(0, TimeSpan.Zero);
        }

        var oldest = await Failures.GuardAsync(client.PeekMessageAsync(cancellationToken), cancellationToken);
        // By the service's own clock where it tells the time.
        var now = oldest.GetRawResponse().Headers.Date ?? time.GetUtcNow();
        var age = oldest.Value?.InsertedOn is { } inserted && now > inserted ? now - inserted : TimeSpan.Zero;
        return new QueueState(depth, age);
    }

    private ValueTask<string?> HideAsync(ReceivedMessage message, TimeSpan hideFor, CancellationToken cancellationToken)
    {
        StorageRules.CheckDelay(hideFor);
        return QueueReceipt.HideAsync(clients.Queue(message.Queue), message.Id, message.Receipt, hideFor, cancellationToken);
    }
}
