using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>A link that a client receives on: pushes as far as it gave credit, and settles as it says.</summary>
internal sealed class ConsumerLink
{
    private readonly Lock _lock = new();
    private readonly SendingAmqpLink _link;
    private readonly BrokerQueue _queue;
    private uint _credit;

    public ConsumerLink(SendingAmqpLink link, BrokerQueue queue)
    {
        (_link, _queue) = (link, queue);
        link.RegisterCreditListener(Grant);
        link.RegisterDispositionListener(Settle);
        queue.Arrived += Push;
        link.Closed += (_, _) => queue.Arrived -= Push;
    }

    private void Grant(uint credit, bool drain, ArraySegment<byte> transaction)
    {
        lock (_lock)
        {
            _credit += credit;
        }

        Push();
        if (drain)
        {
            lock (_lock)
            {
                _credit = 0;
            }
        }
    }

    private void Push()
    {
        lock (_lock)
        {
            while (_credit > 0 && _link.State == AmqpObjectState.Opened && _queue.Take() is { } message)
            {
                _credit--;
                var tag = message.LockToken!.Value.ToByteArray();
                _link.SendMessageNoWait(WireMessages.Write(message), new ArraySegment<byte>(tag), default);
            }
        }
    }

    private void Settle(Delivery delivery)
    {
        var token = new Guid(delivery.DeliveryTag.AsSpan());
        var settled = delivery.State switch
        {
            Accepted => _queue.Complete(token),
            Rejected rejected => _queue.DeadLetter(token, Text(rejected, "DeadLetterReason"), Text(rejected, "DeadLetterErrorDescription")),
            Modified => _queue.Unlock(token, failed: true),
            // The client library gives back so what comes when nobody waits for it any more.
            Released => _queue.Unlock(token, failed: false),
            _ => false,
        };
        DeliveryState answer = settled
            ? new Accepted()
            : new Rejected { Error = new Error { Condition = "com.microsoft:message-lock-lost", Description = "The lock supplied is invalid." } };
        _link.DisposeDelivery(delivery, true, answer);
    }

    private static string? Text(Rejected rejected, string key) => rejected.Error?.Info?[key] as string;
}
