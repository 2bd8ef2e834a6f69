using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;
using Xunit;

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

    [Fact]
    public async Task What_was_published_of_an_incident_goes_with_it_and_its_messages_are_dropped()
    {
        var queue = _storage!.Get<IIncidentQueue>();
        foreach (var id in new[] { "a", "ab" })
        {
            await queue.PublishAsync(new IncidentMessage($"{id}:1", id, "{}"u8.ToArray(), new Dictionary<string, string>()), Cancellation);
        }

        await Port.RemoveAsync("a", Cancellation);

        var received = await UntilAsync(() => queue.ReceiveAsync(32, Long, Cancellation), r => r.Count > 0);
        Assert.Equal("ab:1", Assert.Single(received).Message.MessageId);
        Assert.Equal(["published/ab:1"], (await _storage.Get<IBlobStore>().ListAsync("index", "published/", null, 10, Cancellation)).Items.Select(b => b.Name));
    }

    protected override ValueTask AdvanceAsync(TimeSpan by) => ValueTask.CompletedTask;
}
