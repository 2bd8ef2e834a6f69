using System.Diagnostics;
using System.Globalization;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Vigil.SystemTests.Storms;
using Xunit;

namespace Vigil.SystemTests.Azure;

/// <summary>One correlation key gets everything.</summary>
public sealed class HotKeyTests(AzuriteFixture azurite)
{
    private const string CountVariable = "VIGIL_TEST_HOT_FINDINGS";
    private const int DefaultCount = 150;
    private const int Connections = 16;

    [Fact]
    public async Task All_findings_of_one_key_are_members_of_one_incident_that_counts_each_once()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : DefaultCount;
        using var directory = new ScratchDirectory();
        var connection = await azurite.NewAccountAsync();
        await using var vigil = await VigilProcess.StartAsync(directory.Path, KillStorm.SettingsOn(connection));
        var started = Stopwatch.GetTimestamp();
        var load = new Load(vigil, Enumerable.Range(0, count).Select(i => SampleAlert.Falco("hot-pod", i)));
        await load.SendAsync(Connections);
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} accepted after {Stopwatch.GetElapsedTime(started)}");

        await using var store = new Store(directory.Path, connection);
        await Eventually.NothingAsync(() => store.WhatIsUnderWayAsync(count), TimeSpan.FromMinutes(30));
        TestContext.Current.TestOutputHelper!.WriteLine($"settled after {Stopwatch.GetElapsedTime(started)}");
        Assert.Equal(0, await vigil.TerminateAsync());
        await store.AssertSoundAsync(load.Accepted);
    }
}
