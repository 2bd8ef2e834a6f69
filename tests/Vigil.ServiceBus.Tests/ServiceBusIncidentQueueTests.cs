using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.ServiceBus.Tests;

public sealed class ServiceBusIncidentQueueTests : IncidentQueueContract
{
    private readonly BrokerWorld _world = new();

    protected override DateTimeOffset Now => _world.Time.GetUtcNow();

    public override ValueTask DisposeAsync() => _world.DisposeAsync();

    protected override ValueTask<IIncidentQueue> CreateAsync() => ValueTask.FromResult(_world.Queue);

    protected override ValueTask AdvanceAsync(TimeSpan by)
    {
        _world.Time.Advance(by);
        return ValueTask.CompletedTask;
    }
}
