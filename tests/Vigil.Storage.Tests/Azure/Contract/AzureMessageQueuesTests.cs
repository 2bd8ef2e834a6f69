using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.Storage.Tests.Azure.Contract;

public sealed class AzureMessageQueuesTests(AzuriteFixture azurite) : MessageQueuesContract
{
    private AzureStorage? _storage;

    public override ValueTask DisposeAsync() => _storage?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async ValueTask<IMessageQueues> CreateAsync()
    {
        _storage = await azurite.NewStorageAsync();
        return _storage.Get<IMessageQueues>();
    }

    protected override ValueTask AdvanceAsync(TimeSpan by) => ValueTask.CompletedTask;
}
