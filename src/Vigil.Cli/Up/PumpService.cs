using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Core.Messaging;

namespace Vigil.Cli.Up;

/// <summary>Runs one pump per queue handler for as long as the head runs.</summary>
internal sealed class PumpService(IServiceProvider services, IEnumerable<IMessageHandler> handlers) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        handlers.Select(h => ActivatorUtilities.CreateInstance<QueuePump>(services, h).RunAsync(stoppingToken)));
}
