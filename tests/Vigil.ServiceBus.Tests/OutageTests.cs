using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.ServiceBus.Tests;

/// <summary>What will pass is told from what is wrong.</summary>
public sealed class OutageTests : IAsyncDisposable
{
    private readonly BrokerWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_broker_that_is_away_is_an_outage_and_its_return_ends_it()
    {
        await PublishAsync(1);
        _world.Broker.Stop();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await PublishAsync(2));
        await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await _world.Queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancellation));
        _world.Broker.Start();
        await PublishAsync(2);
        Assert.Equal(2, _world.Incidents.Messages.Count);
    }

    [Fact]
    public async Task A_role_that_is_not_granted_yet_is_an_outage()
    {
        _world.Broker.Authorizes = false;
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await PublishAsync(1));
    }

    [Fact]
    public async Task A_queue_that_is_not_deployed_yet_is_an_outage()
    {
        var settings = new Dictionary<string, string?> { ["ServiceBus"] = _world.Broker.ConnectionString, ["IncidentQueue:Name"] = "absent" };
        await using var provider = Register(settings).BuildServiceProvider();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await provider.GetRequiredService<IIncidentQueue>()
            .PublishAsync(BrokerWorld.Message("i", 1, 10), Cancellation));
    }

    [Fact]
    public async Task A_namespace_with_an_identity_is_registered_without_a_call()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ServiceBus:fullyQualifiedNamespace"] = "example.servicebus.windows.net",
            ["ServiceBus:credential"] = "managedidentity",
            ["ServiceBus:clientId"] = "11111111-1111-1111-1111-111111111111",
        };
        await using var provider = Register(settings).BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<IIncidentQueue>());
        Assert.Equal("example.servicebus.windows.net", provider.GetRequiredService<ServiceBusClient>().FullyQualifiedNamespace);
    }

    [Fact]
    public void Without_a_connection_incidents_stay_on_the_queue_that_was_there()
    {
        var services = Register(new Dictionary<string, string?> { ["Unrelated"] = "x" });
        Assert.DoesNotContain(services, service => service.ServiceType == typeof(IIncidentQueue));
    }

    [Theory]
    [InlineData("ServiceBus", "Endpoint=sb://x;SharedAccessKey=c2VjcmV0")]
    [InlineData("ServiceBus", "c2VjcmV0")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "https://c2VjcmV0")]
    [InlineData("ServiceBus:clientId", "c2VjcmV0")]
    public void A_connection_that_is_none_is_told_without_its_text(string key, string value)
    {
        var told = Assert.Throws<InvalidOperationException>(() => Register(new Dictionary<string, string?> { [key] = value }));
        Assert.DoesNotContain("c2VjcmV0", told.ToString(), StringComparison.Ordinal);
    }

    private IServiceCollection Register(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(_world.Blobs)
        .AddServiceBusIncidents(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    private ValueTask PublishAsync(int revision) => _world.Queue.PublishAsync(BrokerWorld.Message("i", revision, 100), Cancellation);
}
