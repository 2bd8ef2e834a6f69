using System.Diagnostics;
using System.Globalization;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Vigil.SystemTests.Storms;
using Xunit;

namespace Vigil.SystemTests.Azure;

/// <summary>
/// One correlation key gets everything. For each request Azurite looks at every blob of the account in turn, so that time there grows with the square of
/// what is stored: what is measured by a large count is the emulator.
/// </summary>
public sealed class HotKeyTests(AzuriteFixture azurite)
{
    private const string CountVariable = "VIGIL_TEST_HOT_FINDINGS";
    private const int DefaultCount = 200;
    private const int Batch = 50;
    private const int Connections = 8;

    [Fact]
    public async Task All_findings_of_one_key_are_members_of_one_incident_that_counts_each_once()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : DefaultCount;
        using var directory = new ScratchDirectory();
        var connection = await azurite.NewAccountAsync();
        await using var vigil = await VigilProcess.StartAsync(directory.Path, KillStorm.SettingsOn(connection));
        var started = Stopwatch.GetTimestamp();
        var load = new Load(vigil, Enumerable.Range(0, count).Chunk(Batch).Select(numbers => SampleAlert.FalcoBatch("hot-pod", numbers[0], numbers.Length)));
        await load.SendAsync(Connections);
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} accepted after {Stopwatch.GetElapsedTime(started)}");

        await using var store = new Store(directory.Path, connection);
        await Eventually.NothingAsync(() => store.WhatIsUnderWayAsync(load.Accepted.Count, count), TimeSpan.FromHours(2));
        TestContext.Current.TestOutputHelper!.WriteLine($"settled after {Stopwatch.GetElapsedTime(started)}");
        Assert.Equal(0, await vigil.TerminateAsync());
        await store.AssertSoundAsync(load.Accepted);
    }
}
