using Vigil.Cli.Shared;
using Vigil.SystemTests.Outages;
using Vigil.SystemTests.Running;
using Vigil.SystemTests.Storms;
using Vigil.Testing.Azurite;
using Xunit;

namespace Vigil.SystemTests.Azure;

public sealed class StorageOutageTests
{
    private const int Connections = 6;

    [Fact]
    public async Task While_the_storage_account_is_away_deliveries_are_put_off_and_nothing_that_was_accepted_is_lost_or_doubled()
    {
        await using var azurite = await AzuriteServer.StartAsync(Ports.Next(), Ports.Next());
        using var directory = new ScratchDirectory();
        var connection = azurite.NewAccount();
        await using var vigil = await VigilProcess.StartAsync(directory.Path, KillStorm.SettingsOn(connection));
        var alerts = SampleAlert.Mix(180, 5).ToList();
        var load = new Load(vigil, alerts, tellAfter: 60);
        var sending = load.SendAsync(Connections);

        await load.Told.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken);
        await azurite.StopAsync();
        using (var answer = await vigil.PostFalcoAsync(alerts.First(a => a.Instance == "falco").Body))
        {
            RawDelivery.AssertPutOff(answer);
        }

        await azurite.StartAgainAsync();
        await sending;

        await using var store = new Store(directory.Path, connection);
        await Eventually.NothingAsync(() => store.WhatIsUnderWayAsync(alerts.Count), TimeSpan.FromMinutes(4));
        Assert.Equal(0, await vigil.TerminateAsync());
        await store.AssertSoundAsync(load.Accepted);
    }
}
