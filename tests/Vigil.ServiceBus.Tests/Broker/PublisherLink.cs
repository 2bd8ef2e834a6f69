using Microsoft.Azure.Amqp;

namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>A link that a client sends on.</summary>
internal sealed class PublisherLink
{
    private readonly ReceivingAmqpLink _link;
    private readonly BrokerQueue _queue;

    public PublisherLink(ReceivingAmqpLink link, BrokerQueue queue)
    {
        (_link, _queue) = (link, queue);
        link.RegisterMessageListener(Take);
    }

    private void Take(AmqpMessage transfer)
    {
        foreach (var (id, encoded) in WireMessages.Read(transfer))
        {
            _queue.Enqueue(id, encoded);
        }

        _link.AcceptMessage(transfer, false);
    }
}
