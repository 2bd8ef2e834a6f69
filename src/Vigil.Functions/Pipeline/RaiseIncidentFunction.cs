using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Vigil.Core.Correlation;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Functions.Hosting;

namespace Vigil.Functions.Pipeline;

/// <summary>Gives a finding its incident.</summary>
public sealed class RaiseIncidentFunction(MessageRunner runner, RaiseIncident handler)
{
    [Function("RaiseIncident")]
    public Task RunAsync(
        [QueueTrigger(Queues.Findings, Connection = Connections.Queues)] QueueMessage message, CancellationToken cancellationToken) =>
        runner.RunAsync(handler, message.Body.ToMemory(), (int)message.DequeueCount, cancellationToken).AsTask();
}
