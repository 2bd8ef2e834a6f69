using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Shared;
using Vigil.Core.Ports;
using Vigil.SystemTests.Storms;
using Vigil.Web;
using Xunit;

namespace Vigil.SystemTests.Running;

/// <summary>A data directory, or a storage account, as one process more sees it.</summary>
internal sealed class Store(string dataDirectory, string? connection = null) : IAsyncDisposable
{
    private readonly ServiceProvider _services = Build(dataDirectory, connection);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Every blob of the container.</summary>
    public async Task<IReadOnlyList<BlobInfo>> ListAsync(string container)
    {
        var all = new List<BlobInfo>();
        string? next = null;
        do
        {
            var page = await Get<IBlobStore>().ListAsync(container, string.Empty, next, 5_000, Cancellation);
            all.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        return all;
    }

    /// <summary>Every message that waits for triage; they stay locked.</summary>
    public async Task<IReadOnlyList<IncidentMessage>> ReceiveIncidentsAsync()
    {
        var all = new List<IncidentMessage>();
        while (await Get<IIncidentQueue>().ReceiveAsync(32, TimeSpan.FromMinutes(5), Cancellation) is { Count: > 0 } batch)
        {
            all.AddRange(batch.Select(r => r.Message));
        }

        return all;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceProvider Build(string dataDirectory, string? connection)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            connection is null ? [] : [new("Storage", connection), new("Storage:networkTimeout", KillStorm.NetworkTimeout)]).Build();
        var services = new ServiceCollection().AddLogging().AddVigil(settings);
        new StorageChoice(null, null).AddTo(services, dataDirectory, settings);
        return services.BuildServiceProvider();
    }
}
