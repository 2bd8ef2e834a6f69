using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Storms;

public sealed class DuplicateStormTests
{
    [Fact]
    public async Task Of_a_hundred_identical_deliveries_at_once_to_two_processes_one_is_an_alert_and_all_are_told_its_id()
    {
        using var directory = new ScratchDirectory();
        var processes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => VigilProcess.StartAsync(directory.Path)));
        await using var one = processes[0];
        await using var two = processes[1];
        var alert = SampleAlert.Falco("pod-1", 1);
        var sender = new Sender(processes);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => sender.PostAsync(alert)));

        Assert.All(answers, a => Assert.Equal(202, a.Status));
        Assert.Single(answers, a => !a.Duplicate);
        var id = Assert.Single(answers.Select(a => a.AlertId).Distinct())!;
        await using var store = new Store(directory.Path);
        await Eventually.NothingAsync(() => store.WhatIsUnderWayAsync(1));
        await store.AssertSoundAsync(new Dictionary<string, SampleAlert> { [id] = alert });
    }
}
