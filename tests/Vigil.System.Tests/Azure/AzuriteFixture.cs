using Vigil.SystemTests.Azure;
using Vigil.Testing.Azurite;
using Xunit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Vigil.SystemTests.Azure;

/// <summary>One Azurite for the tests that never stop it, started by the first.</summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteServer>> _server = new(() => AzuriteServer.StartAsync());

    /// <summary>Connection string of a fresh account, or a skipped test.</summary>
    public async Task<string> NewAccountAsync() => (await _server.Value).NewAccount();

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
