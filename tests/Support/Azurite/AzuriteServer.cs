using Vigil.Cli.Azurite;
using Xunit;

namespace Vigil.Testing.Azurite;

/// <summary>A real Azurite for tests: a data folder of its own, and many accounts, each of which is a fresh store.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    private const int Accounts = 400;

    private readonly DirectoryInfo _data;
    private readonly AzuriteProcess _process;
    private int _taken;

    private AzuriteServer(DirectoryInfo data, AzuriteProcess process) => (_data, _process) = (data, process);

    /// <summary>Starts one; without Azurite the test is skipped with what to type.</summary>
    public static async Task<AzuriteServer> StartAsync(int blobPort = 0, int queuePort = 0)
    {
        var script = AzuriteScript.Find();
        Assert.SkipWhen(script is null, "Needs Azurite: " + AzuriteScript.HowToInstall);
        var data = Directory.CreateTempSubdirectory("vigil-azurite-");
        return new AzuriteServer(data, await AzuriteProcess.StartAsync(
            script!, data.FullName, [.. Enumerable.Range(0, Accounts).Select(Name)], blobPort, queuePort, CancellationToken.None));
    }

    /// <summary>Connection string of an account that nobody has used.</summary>
    public string NewAccount()
    {
        var number = Interlocked.Increment(ref _taken) - 1;
        Assert.True(number < Accounts, "All accounts are taken.");
        return _process.ConnectionStringOf(Name(number));
    }

    public Task StartAgainAsync() => _process.StartAgainAsync(CancellationToken.None);

    /// <summary>Stops it in good order: Azurite writes what it answered to the disk seconds later, so that a kill would be its own loss.</summary>
    public Task StopAsync() => _process.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static string Name(int number) => $"account{number}";
}
