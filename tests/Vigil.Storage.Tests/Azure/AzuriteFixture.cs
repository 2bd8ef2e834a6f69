using Vigil.Storage.Tests.Azure;
using Vigil.Testing.Azurite;
using Xunit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Vigil.Storage.Tests.Azure;

/// <summary>One Azurite for all tests that want a store in it, started by the first.</summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteServer>> _server = new(() => AzuriteServer.StartAsync());

    /// <summary>A fresh store, or a skipped test.</summary>
    internal async Task<AzureStorage> NewStorageAsync()
    {
        var storage = new AzureStorage((await _server.Value).NewAccount());
        await storage.PrepareAsync();
        return storage;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
