using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Web;

namespace Vigil.Cli.Shared;

/// <summary>The application over a data directory, for commands that work on it without a server; nothing runs by itself.</summary>
internal static class StoreServices
{
    public static ServiceProvider Open(DirectoryInfo data, StorageChoice storage)
    {
        var settings = VigilSettings.Load(data.FullName);
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        storage.AddTo(services, data.FullName, settings);
        return services.AddVigil(settings).BuildServiceProvider();
    }
}
