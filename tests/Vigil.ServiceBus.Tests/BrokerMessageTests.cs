using System.Text.Json;
using Vigil.Core;
using Vigil.Core.Ports;
using Vigil.ServiceBus.Tests.Broker;
using Xunit;

namespace Vigil.ServiceBus.Tests;

/// <summary>What lies on the broker, for the rules, filters and consumers of others.</summary>
public sealed class BrokerMessageTests : IAsyncDisposable
{
    private static readonly string s_incident = DeterministicId.Of("incident");

    private readonly BrokerWorld _world = new("tickets", "soar");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_message_says_what_it_is_and_carries_numbers_as_numbers()
    {
        await PublishAsync(1, 100);
        var wire = WireMessages.Open(Assert.Single(_world.Incidents.Messages).Encoded);
        Assert.Equal($"{s_incident}:1", wire.Properties.MessageId.ToString());
        Assert.Equal((s_incident, s_incident), (wire.Properties.Subject, wire.Properties.CorrelationId.ToString()));
        Assert.Equal("application/cloudevents+json", wire.Properties.ContentType.ToString());
        var properties = wire.ApplicationProperties.Map;
        Assert.Equal((4, 81.8, "007"), (properties["priority"], properties["score"], properties["sender"]));
        Assert.Equal((BrokerWorld.TraceParent, BrokerWorld.TraceParent), (properties["traceparent"], properties["Diagnostic-Id"]));
    }

    [Theory]
    [InlineData("81.80")]
    [InlineData("81.8")]
    [InlineData("0.00")]
    [InlineData("1e5")]
    [InlineData("NaN")]
    [InlineData("")]
    public async Task A_score_comes_back_as_it_was_written(string score)
    {
        await _world.Queue.PublishAsync(BrokerWorld.Message(s_incident, 1, 10, score), Cancellation);
        Assert.Equal(score, (await _world.ReceiveOneAsync(TimeSpan.FromMinutes(1))).Message.Properties["score"]);
    }

    [Fact]
    public async Task Further_queues_get_a_copy_and_get_it_once()
    {
        await PublishAsync(1, 100);
        await PublishAsync(1, 100);
        Assert.All(new[] { "incidents", "tickets", "soar" }, queue => Assert.Single(_world.Broker[queue].Messages));
    }

    [Fact]
    public async Task The_largest_message_goes_to_the_broker_and_one_byte_more_beside_the_incident()
    {
        _world.Broker.MaxMessageSize = 16 * 1024;
        var (fits, revision) = (1_000, 1_000);
        for (var step = 16 * 1024; step > 0; step /= 2)
        {
            await PublishAsync(++revision, fits + step);
            fits += await BlobAsync(revision) is null ? step : 0;
        }

        Assert.InRange(fits, 15_000, 16 * 1024);
        await PublishAsync(2_000, fits);
        await PublishAsync(2_001, fits + 1);
        Assert.Null(await BlobAsync(2_000));
        Assert.NotNull(await BlobAsync(2_001));
        Assert.All(_world.Incidents.Messages, message => Assert.InRange(message.Encoded.Length, 1, 16 * 1024));
    }

    [Fact]
    public async Task A_message_that_is_too_large_arrives_whole_and_tells_others_where_its_data_is()
    {
        _world.Broker.MaxMessageSize = 16 * 1024;
        await PublishAsync(1, 100_000);
        var wire = WireMessages.Open(Assert.Single(_world.Incidents.Messages).Encoded);
        using var reference = JsonDocument.Parse(WireMessages.Bytes(wire.DataBody.Single().Value));
        Assert.Equal($"incidents/{s_incident}/published/{s_incident}:1", reference.RootElement.GetProperty("dataref").GetString());
        Assert.Equal("1.0", reference.RootElement.GetProperty("specversion").GetString());
        Assert.False(reference.RootElement.TryGetProperty("data", out _));
        var received = await _world.ReceiveOneAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(BrokerWorld.Message(s_incident, 1, 100_000).Body.ToArray(), received.Message.Body.ToArray());
        Assert.Equal(BrokerWorld.Message(s_incident, 1, 0).Properties, received.Message.Properties.ToDictionary());
    }

    [Theory]
    [InlineData("../../alerts", "1")]
    [InlineData("", "1")]
    [InlineData(null, "1/../../x")]
    [InlineData(null, "")]
    public async Task A_forged_reference_opens_no_blob_and_stops_nobody(string? subject, string revision)
    {
        var forged = new IncidentMessage(
            $"{subject ?? s_incident}:{revision}", subject ?? s_incident, "own"u8.ToArray(), new Dictionary<string, string> { ["vigil_large"] = "true" });
        await _world.Queue.PublishAsync(forged, Cancellation);
        Assert.Equal("own"u8.ToArray(), (await _world.ReceiveOneAsync(TimeSpan.FromMinutes(1))).Message.Body.ToArray());
    }

    private ValueTask PublishAsync(int revision, int size) => _world.Queue.PublishAsync(BrokerWorld.Message(s_incident, revision, size), Cancellation);

    private ValueTask<BlobInfo?> BlobAsync(int revision) =>
        _world.Blobs.FindAsync(Containers.Incidents, $"{s_incident}/published/{s_incident}:{revision}", Cancellation);
}
