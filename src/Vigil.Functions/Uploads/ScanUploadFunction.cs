using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Uploads;
using Vigil.Functions.Hosting;

namespace Vigil.Functions.Uploads;

/// <summary>Scans an upload, and lets it go or locks it away.</summary>
public sealed class ScanUploadFunction(MessageRunner runner, ScanUpload handler)
{
    [Function("ScanUpload")]
    public Task RunAsync(
        [QueueTrigger(Queues.Scans, Connection = Connections.Queues)] QueueMessage message, CancellationToken cancellationToken) =>
        runner.RunAsync(handler, message.Body.ToMemory(), (int)message.DequeueCount, cancellationToken).AsTask();
}
