using Azure.Messaging.ServiceBus;
using Vigil.Core.Ports;

namespace Vigil.ServiceBus;

/// <summary>The queue that incidents leave on, on Azure Service Bus.</summary>
internal sealed class ServiceBusIncidentQueue : IIncidentQueue
{
    // A round trip to a broker in another region; an empty queue is known as empty after it.
    private static readonly TimeSpan s_answer = TimeSpan.FromMilliseconds(500);

    // What the broker takes as reason and as description.
    private const int MaxReason = 4096;

    private readonly HeldMessages _held;
    private readonly LargeMessages _large;
    private readonly TimeProvider _time;
    private readonly ServiceBusSender _sender;
    private readonly ServiceBusSender[] _copies;
    private readonly ServiceBusReceiver _receiver;
    private readonly ServiceBusReceiver _deadLetters;

    public ServiceBusIncidentQueue(
        ServiceBusClient client, HeldMessages held, LargeMessages large, IncidentQueueSettings settings, TimeProvider time)
    {
        (_held, _large, _time) = (held, large, time);
        _sender = client.CreateSender(settings.Name);
        _copies = [.. settings.AlsoTo.Select(client.CreateSender)];
        _receiver = client.CreateReceiver(settings.Name);
        _deadLetters = client.CreateReceiver(settings.Name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
    }

    /// <summary>Triage's own queue comes last: when it has the message, all have. What a failure leaves half done the next try does again.</summary>
    public async ValueTask PublishAsync(IncidentMessage message, CancellationToken cancellationToken)
    {
        foreach (var copies in _copies)
        {
            await SendAsync(copies, message, cancellationToken);
        }

        await SendAsync(_sender, message, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<ReceivedIncident>> ReceiveAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken) =>
        await ReceiveAsync(_receiver, max, lockFor, BrokerMessages.Read, cancellationToken);

    public async ValueTask<bool> CompleteAsync(ReceivedIncident message, CancellationToken cancellationToken) => await SettleAsync(
        message, held => held.Receiver.CompleteMessageAsync(held.Message, cancellationToken), cancellationToken);

    /// <summary>
    /// The broker cannot delay a message in hand: a copy is scheduled, then the message completed. A process that dies in between leaves both,
    /// and the message comes twice; the other order could lose it. The lock is renewed first: who has lost it makes no copy.
    /// </summary>
    public async ValueTask<bool> ReleaseAsync(ReceivedIncident message, TimeSpan delay, CancellationToken cancellationToken)
    {
        StorageRules.CheckDelay(delay);
        return await SettleAsync(
            message,
            held => delay == TimeSpan.Zero || held.Receiver == _deadLetters
                ? held.Receiver.AbandonMessageAsync(held.Message, cancellationToken: cancellationToken)
                : PostponeAsync(held, delay, cancellationToken),
            cancellationToken);
    }

    public async ValueTask<bool> DeadLetterAsync(ReceivedIncident message, string reason, string description, CancellationToken cancellationToken) =>
        await SettleAsync(
            message, held => held.Receiver.DeadLetterMessageAsync(held.Message, Cut(reason), Cut(description), cancellationToken), cancellationToken);

    public async ValueTask<IReadOnlyList<DeadLetteredIncident>> ReceiveDeadLettersAsync(int max, TimeSpan lockFor, CancellationToken cancellationToken) =>
        await ReceiveAsync(_deadLetters, max, lockFor, BrokerMessages.ReadDead, cancellationToken);

    private async ValueTask SendAsync(ServiceBusSender sender, IncidentMessage message, CancellationToken cancellationToken)
    {
        // Only a batch tells whether the broker's limit is kept before it is broken.
        using var batch = await Failures.GuardAsync(sender.CreateMessageBatchAsync(cancellationToken).AsTask(), cancellationToken);
        if (!batch.TryAddMessage(BrokerMessages.Create(message))
            && !batch.TryAddMessage(BrokerMessages.Create(await _large.CheckInAsync(message, cancellationToken))))
        {
            throw new InvalidOperationException($"Message {message.MessageId} is too large for the broker even without its body.");
        }

        await Failures.GuardAsync(sender.SendMessagesAsync(batch, cancellationToken), cancellationToken);
    }

    private async Task<IReadOnlyList<T>> ReceiveAsync<T>(
        ServiceBusReceiver receiver, int max, TimeSpan lockFor, Func<ServiceBusReceivedMessage, ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        StorageRules.CheckReceive(max, lockFor);
        var messages = await Failures.GuardAsync(receiver.ReceiveMessagesAsync(max, s_answer, cancellationToken), cancellationToken);
        var received = new List<T>(messages.Count);
        foreach (var message in messages)
        {
            received.Add(read(message, await _large.CheckOutAsync(message, cancellationToken)));
            _held.Hold(receiver, message, lockFor);
        }

        return received;
    }

    private async ValueTask<bool> SettleAsync(ReceivedIncident message, Func<HeldMessage, Task> settle, CancellationToken cancellationToken)
    {
        if (_held.Find(message.LockToken) is not { } held)
        {
            return false;
        }

        var settled = await Failures.SettleAsync(settle(held), cancellationToken);
        _held.LetGo(held);
        return settled;
    }

    private async Task PostponeAsync(HeldMessage held, TimeSpan delay, CancellationToken cancellationToken)
    {
        await held.Receiver.RenewMessageLockAsync(held.Message, cancellationToken);
        await _sender.ScheduleMessageAsync(BrokerMessages.CreateCopy(held.Message), _time.GetUtcNow() + delay, cancellationToken);
        await held.Receiver.CompleteMessageAsync(held.Message, cancellationToken);
    }

    private static string Cut(string text) => text.Length <= MaxReason ? text : text[..MaxReason];
}
