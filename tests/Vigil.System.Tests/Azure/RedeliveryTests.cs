using Vigil.Cli.Shared;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.SystemTests.Running;
using Vigil.SystemTests.Storms;
using Xunit;

namespace Vigil.SystemTests.Azure;

public sealed class RedeliveryTests(AzuriteFixture azurite)
{
    private const int Alerts = 40;
    private const int Copies = 2;
    private const int LongestDelay = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_come_again_and_out_of_order_lose_nothing_and_double_nothing()
    {
        using var directory = new ScratchDirectory();
        var connection = await azurite.NewAccountAsync();
        await using var vigil = await VigilProcess.StartAsync(directory.Path, KillStorm.SettingsOn(connection));
        await using var store = new Store(directory.Path, connection);
        var sender = new Sender(vigil);
        var random = new Random(7);
        var accepted = new Dictionary<string, SampleAlert>();
        foreach (var alert in SampleAlert.Mix(Alerts, 5))
        {
            var id = await sender.DeliverAsync(alert, Cancellation);
            accepted[id] = alert;
            for (var copy = 0; copy < Copies; copy++)
            {
                // A redelivered alert sends the messages of its findings again, so that those come twice, too.
                var message = WorkMessage.Create(WorkMessage.Alert, id, 0, TimeProvider.System.GetUtcNow());
                var delay = TimeSpan.FromSeconds(random.Next(LongestDelay + 1));
                await store.Get<IMessageQueues>().SendAsync(Queues.Detections, message.ToJson(), delay, Cancellation);
            }
        }

        await Eventually.NothingAsync(() => store.WhatIsUnderWayAsync(Alerts), TimeSpan.FromMinutes(10));
        Assert.Equal(0, await vigil.TerminateAsync());
        await store.AssertSoundAsync(accepted);
    }
}
