using Vigil.Core.Ports;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Messaging;

/// <summary>Notes how much waits in each queue, and for how long, as metrics. Two requests per queue in Azure: for a timer of a minute.</summary>
public sealed class QueueGauges(IMessageQueues queues)
{
    public async ValueTask RecordAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in Queues.All)
        {
            VigilTelemetry.RecordQueue(queue, await queues.StateAsync(queue, cancellationToken));
        }
    }
}
