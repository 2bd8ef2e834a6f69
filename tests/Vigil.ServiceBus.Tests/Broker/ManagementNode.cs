using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>The node <c>$management</c> of a queue: renews locks, schedules messages, settles what came on a link that is gone.</summary>
internal sealed class ManagementNode(BrokerQueue queue)
{
    private const string LockLost = "com.microsoft:message-lock-lost";

    public AmqpMessage Answer(AmqpMessage request)
    {
        var operation = (string)request.ApplicationProperties.Map["operation"];
        var asked = (AmqpMap)request.ValueBody.Value;
        return operation switch
        {
            "com.microsoft:renew-lock" => Renew(asked),
            "com.microsoft:schedule-message" => Schedule(asked),
            "com.microsoft:update-disposition" => Settle(asked),
            _ => Refusal(AmqpResponseStatusCode.BadRequest, "amqp:not-implemented"),
        };
    }

    private AmqpMessage Renew(AmqpMap asked) => queue.Renew(Tokens(asked)[0]) is { } until
        ? Success(new AmqpMap { [new MapKey("expirations")] = new[] { until.UtcDateTime } })
        : Refusal(AmqpResponseStatusCode.Gone, LockLost);

    private AmqpMessage Schedule(AmqpMap asked)
    {
        var sequences = new List<long>();
        foreach (AmqpMap entry in (System.Collections.IEnumerable)asked[new MapKey("messages")])
        {
            var encoded = WireMessages.Bytes(entry[new MapKey("message")]);
            var due = (DateTime)WireMessages.Open(encoded).MessageAnnotations.Map["x-opt-scheduled-enqueue-time"];
            sequences.Add(queue.Enqueue((string)entry[new MapKey("message-id")], encoded, new DateTimeOffset(due, TimeSpan.Zero)));
        }

        return Success(new AmqpMap { [new MapKey("sequence-numbers")] = sequences.ToArray() });
    }

    private AmqpMessage Settle(AmqpMap asked)
    {
        var token = Tokens(asked)[0];
        var settled = (string)asked[new MapKey("disposition-status")] switch
        {
            "completed" => queue.Complete(token),
            "abandoned" => queue.Unlock(token, failed: true),
            "suspended" => queue.DeadLetter(token, asked[new MapKey("deadletter-reason")] as string, asked[new MapKey("deadletter-description")] as string),
            _ => false,
        };
        return settled ? Success(new AmqpMap()) : Refusal(AmqpResponseStatusCode.Gone, LockLost);
    }

    private static Guid[] Tokens(AmqpMap asked) => (Guid[])asked[new MapKey("lock-tokens")];

    private static AmqpMessage Success(AmqpMap body) => Create(body, AmqpResponseStatusCode.OK);

    private static AmqpMessage Refusal(AmqpResponseStatusCode status, string condition)
    {
        var answer = Create(new AmqpMap(), status);
        answer.ApplicationProperties.Map["errorCondition"] = (AmqpSymbol)condition;
        answer.ApplicationProperties.Map["statusDescription"] = status.ToString();
        return answer;
    }

    private static AmqpMessage Create(AmqpMap body, AmqpResponseStatusCode status)
    {
        var answer = AmqpMessage.Create(new AmqpValue { Value = body });
        answer.ApplicationProperties.Map["statusCode"] = (int)status;
        return answer;
    }
}
