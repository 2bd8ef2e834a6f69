using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;

namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>The links that answers go out on, by the address that requests name as their reply-to.</summary>
internal sealed class ReplyLinks
{
    private readonly ConcurrentDictionary<string, SendingAmqpLink> _links = new(StringComparer.Ordinal);
    private long _tag;

    public void Add(SendingAmqpLink link, string address) => _links[address] = link;

    public void Send(AmqpMessage request, AmqpMessage answer)
    {
        answer.Properties.CorrelationId = request.Properties.MessageId;
        var tag = BitConverter.GetBytes(Interlocked.Increment(ref _tag));
        if (_links.TryGetValue(request.Properties.ReplyTo.ToString()!, out var link))
        {
            link.SendMessageNoWait(answer, new ArraySegment<byte>(tag), default);
        }
    }
}
