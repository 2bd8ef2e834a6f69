using System.Diagnostics;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Storms;

/// <summary>A storm on a fresh data directory, from the first start to the check of what is stored.</summary>
internal static class KillStormRun
{
    private const string SeedVariable = "VIGIL_TEST_SEED";

    public static async Task AssertSoundAsync(int processes, int alerts, int groups, int kills, string? connection = null)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : Environment.TickCount;
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{SeedVariable}={seed}");
        using var directory = new ScratchDirectory();
        var running = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => VigilProcess.StartAsync(directory.Path, KillStorm.SettingsOn(connection))));
        try
        {
            var started = Stopwatch.GetTimestamp();
            var storm = new KillStorm(running, new Random(seed));
            var accepted = await storm.RunAsync([.. SampleAlert.Mix(alerts, groups)], kills);
            output.WriteLine($"{accepted.Count} accepted after {Stopwatch.GetElapsedTime(started)}");
            await using var store = new Store(directory.Path, connection);
            await Eventually.NothingAsync(() => store.WhatIsUnderWayAsync(alerts), TimeSpan.FromMinutes(10));
            output.WriteLine($"settled after {Stopwatch.GetElapsedTime(started)}");
            Assert.All(await Task.WhenAll(running.Select(p => p.TerminateAsync())), code => Assert.Equal(0, code));
            await store.AssertSoundAsync(accepted);
        }
        finally
        {
            foreach (var process in running)
            {
                output.WriteLine(process.LastLines());
                await process.DisposeAsync();
            }
        }
    }
}
