using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Vigil.Core.Enrichment;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Functions.Hosting;

namespace Vigil.Functions.Pipeline;

/// <summary>Makes findings of a stored alert.</summary>
public sealed class EnrichDetectionFunction(MessageRunner runner, EnrichDetection handler)
{
    [Function("EnrichDetection")]
    public Task RunAsync(
        [QueueTrigger(Queues.Detections, Connection = Connections.Queues)] QueueMessage message, CancellationToken cancellationToken) =>
        runner.RunAsync(handler, message.Body.ToMemory(), (int)message.DequeueCount, cancellationToken).AsTask();
}
