using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>The node <c>$cbs</c>, which takes tokens.</summary>
internal sealed class TokenNode(TestBroker broker)
{
    public AmqpMessage Answer(AmqpMessage request)
    {
        var answer = AmqpMessage.Create(new AmqpValue { Value = string.Empty });
        answer.ApplicationProperties.Map["status-code"] = (int)(broker.Authorizes ? AmqpResponseStatusCode.Accepted : AmqpResponseStatusCode.Unauthorized);
        answer.ApplicationProperties.Map["status-description"] = broker.Authorizes ? "Accepted" : "InvalidSignature: The token has an invalid signature.";
        return answer;
    }
}
