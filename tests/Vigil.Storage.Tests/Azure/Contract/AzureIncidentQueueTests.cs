using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.Storage.Tests.Azure.Contract;

public sealed class AzureIncidentQueueTests(AzuriteFixture azurite) : IncidentQueueContract
{
    private AzureStorage? _storage;

    protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public override ValueTask DisposeAsync() => _storage?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async ValueTask<IIncidentQueue> CreateAsync()
    {
        _storage = await azurite.NewStorageAsync();
        return _storage.Get<IIncidentQueue>();
    }

    protected override ValueTask AdvanceAsync(TimeSpan by) => ValueTask.CompletedTask;
}
