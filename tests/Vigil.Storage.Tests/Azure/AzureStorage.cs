using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Storage.Azure;
using Xunit;

namespace Vigil.Storage.Tests.Azure;

/// <summary>The ports over one account, as a head gets them.</summary>
internal sealed class AzureStorage(params IReadOnlyList<KeyValuePair<string, string?>> settings) : IAsyncDisposable
{
    private readonly ServiceProvider _provider = new ServiceCollection()
        .AddAzureStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();

    public AzureStorage(string connectionString)
        : this(new("Storage", connectionString), new("Storage:networkTimeout", "00:01:40")) => ConnectionString = connectionString;

    public string ConnectionString { get; } = string.Empty;

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public Task PrepareAsync() => Get<AzureStorageSetup>().PrepareAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
