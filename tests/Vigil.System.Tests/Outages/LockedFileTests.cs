using Microsoft.Data.Sqlite;
using Vigil.Cli.Shared;
using Vigil.Storage.Sqlite.Database;
using Vigil.SystemTests.Running;
using Vigil.SystemTests.Storms;
using Xunit;

namespace Vigil.SystemTests.Outages;

public sealed class LockedFileTests
{
    [Fact]
    public async Task While_another_holds_the_file_deliveries_are_put_off_and_afterwards_they_are_taken()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path, KillStorm.Settings);
        var alerts = Enumerable.Range(0, 10).Select(i => SampleAlert.Falco("pod-1", i)).ToList();
        var sender = new Sender(vigil);
        var accepted = new Dictionary<string, SampleAlert>();
        accepted[await sender.DeliverAsync(alerts[0], TestContext.Current.CancellationToken)] = alerts[0];
        await using var store = new Store(directory.Path);
        await Eventually.NothingAsync(() => store.WhatIsUnderWayAsync(1));

        using (var other = new SqliteConnection($"Data Source={Path.Combine(directory.Path, SqliteDatabase.FileName)};Pooling=False"))
        {
            other.Open();
            using var holding = other.BeginTransaction(System.Data.IsolationLevel.Serializable);
            var answers = await Task.WhenAll(alerts.Select(a => vigil.PostFalcoAsync(a.Body)));
            Assert.All(answers.Skip(1), RawDelivery.AssertPutOff);
        }

        foreach (var alert in alerts)
        {
            accepted[await sender.DeliverAsync(alert, TestContext.Current.CancellationToken)] = alert;
        }

        await Eventually.NothingAsync(() => store.WhatIsUnderWayAsync(alerts.Count));
        await store.AssertSoundAsync(accepted);
    }
}
