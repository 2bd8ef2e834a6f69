using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.Storage.Tests.Azure.Contract;

public sealed class AzureIncidentIndexTests(AzuriteFixture azurite) : IncidentIndexContract
{
    private AzureStorage? _storage;

    public override ValueTask DisposeAsync() => _storage?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async ValueTask<IIncidentIndex> CreateAsync()
    {
        _storage = await azurite.NewStorageAsync();
        return _storage.Get<IIncidentIndex>();
    }

    protected override ValueTask AdvanceAsync(TimeSpan by) => ValueTask.CompletedTask;
}
