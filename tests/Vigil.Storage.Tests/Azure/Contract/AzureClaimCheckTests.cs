using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.Storage.Tests.Azure.Contract;

public sealed class AzureClaimCheckTests(AzuriteFixture azurite) : ClaimCheckContract
{
    private AzureStorage? _storage;

    public override ValueTask DisposeAsync() => _storage?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async ValueTask<ClaimCheckPorts> CreateAsync()
    {
        _storage = await azurite.NewStorageAsync();
        return new ClaimCheckPorts(_storage.Get<IClaimCheck>(), _storage.Get<IBlobStore>(), _storage.Get<IMessageQueues>());
    }

    protected override ValueTask AdvanceAsync(TimeSpan by) => ValueTask.CompletedTask;
}
