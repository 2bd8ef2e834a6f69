using System.Text;
using Azure.Storage.Queues;
using Vigil.Core.Ports;
using Vigil.Storage.Azure;
using Xunit;

namespace Vigil.Storage.Tests.Azure;

/// <summary>What lies in the queues, as the Functions host and others see it.</summary>
public sealed class AzureQueueFormatTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_base64_and_never_expires()
    {
        await using var storage = await azurite.NewStorageAsync();
        await storage.Get<IMessageQueues>().SendAsync(Queues.Detections, "{\"id\":\"ä\"}"u8.ToArray(), TimeSpan.Zero, Cancellation);
        var queue = new QueueClient(storage.ConnectionString, Queues.Detections);
        var message = (await queue.PeekMessageAsync(Cancellation)).Value;
        Assert.Equal("{\"id\":\"ä\"}", Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString())));
        Assert.Equal(9999, message.ExpiresOn!.Value.Year);
    }

    [Theory]
    [InlineData("{\"id\":\"plain\"}")]
    [InlineData("plain words")]
    [InlineData("ümlaut")]
    public async Task Plain_text_that_others_sent_is_taken_as_it_is(string text)
    {
        await using var storage = await azurite.NewStorageAsync();
        await new QueueClient(storage.ConnectionString, "detections-poison").SendMessageAsync(text, Cancellation);
        var message = Assert.Single(await storage.Get<IMessageQueues>().ReceiveAsync("detections-poison", 1, TimeSpan.FromMinutes(1), Cancellation));
        Assert.Equal(text, Encoding.UTF8.GetString(message.Body.Span));
    }

    [Fact]
    public async Task A_poison_queue_that_the_host_has_not_made_yet_is_empty_and_any_other_is_an_outage()
    {
        await using var storage = await azurite.NewStorageAsync();
        Assert.Empty(await storage.Get<IMessageQueues>().ReceiveAsync("others-poison", 1, TimeSpan.FromMinutes(1), Cancellation));
        await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await storage.Get<IMessageQueues>().ReceiveAsync("others", 1, TimeSpan.FromMinutes(1), Cancellation));
    }

    [Fact]
    public async Task A_container_that_deployment_did_not_make_is_an_outage_and_is_not_made_on_the_way()
    {
        await using var storage = await azurite.NewStorageAsync();
        var blobs = storage.Get<IBlobStore>();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await blobs.CreateAsync("elsewhere", "a", default, null, Cancellation));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await blobs.ReadAsync("elsewhere", "a", Cancellation));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await blobs.FindAsync("elsewhere", "a", Cancellation));
    }

    [Fact]
    public async Task Preparing_again_changes_nothing()
    {
        await using var storage = await azurite.NewStorageAsync();
        await storage.Get<IBlobStore>().CreateAsync(Containers.Alerts, "a", default, null, Cancellation);
        await storage.PrepareAsync();
        Assert.NotNull(await storage.Get<IBlobStore>().FindAsync(Containers.Alerts, "a", Cancellation));
        Assert.Contains("index", AzureStorageSetup.ContainerNames);
    }
}
