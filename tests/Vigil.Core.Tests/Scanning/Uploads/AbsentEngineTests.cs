using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Uploads;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

/// <summary>Engines that are away, hang or fail.</summary>
public sealed class AbsentEngineTests
{
    private static readonly byte[] s_harmless = "harmless"u8.ToArray();

    [Fact]
    public async Task A_file_is_scanned_when_the_engine_is_back()
    {
        using var world = await UploadWorld.StartAsync();
        var says = world.Engine.Says;
        world.Engine.Says = null;
        var id = await world.UploadAsync(s_harmless);
        await world.PumpAsync();
        Assert.Empty(await world.NamesAsync(Containers.Clean));

        world.Engine.Says = says;
        await world.AdvanceAsync(TimeSpan.FromSeconds(16));

        Assert.Equal(UploadState.Clean, (await world.RecordAsync(id))!.State);
    }

    [Theory]
    [InlineData(2, UploadState.Pending)]
    [InlineData(3, UploadState.Held)]
    public async Task An_engine_that_stays_away_is_waited_for_so_often_and_no_longer(int tries, UploadState state)
    {
        using var world = await UploadWorld.StartAsync(o => o.Attempts = 3);
        world.Engine.Says = null;
        var id = await world.UploadAsync(s_harmless);

        for (var i = 0; i < tries; i++)
        {
            await world.AdvanceAsync(TimeSpan.FromMinutes(5));
        }

        var record = (await world.RecordAsync(id))!;
        Assert.Equal(state, record.State);
        Assert.Equal(state == UploadState.Held ? NotScannedReason.Timeout : null, record.Verdict?.File.Reason);
        Assert.Equal([id], await world.NamesAsync(Containers.Uploads));
    }

    [Fact]
    public async Task A_file_that_takes_an_engine_all_its_time_does_so_four_times()
    {
        using var world = await UploadWorld.StartAsync();
        world.Engine.Says = _ => (ScanVerdict.NotScanned, [], NotScannedReason.Timeout);
        var id = await world.UploadAsync(s_harmless);
        for (var i = 0; i < 10; i++)
        {
            await world.PumpAsync();
            await world.AdvanceAsync(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(4, world.Engine.Scans);
        Assert.Equal((UploadState.Held, NotScannedReason.Timeout), ((await world.RecordAsync(id))!.State, (await world.RecordAsync(id))!.Verdict!.File.Reason));
    }

    [Fact]
    public async Task An_engine_is_not_given_its_time_again_for_a_file_that_another_one_knows_to_be_damaged()
    {
        using var world = await UploadWorld.StartAsync();
        world.Engine.Says = _ => (ScanVerdict.NotScanned, [], NotScannedReason.Timeout);
        var id = await world.UploadAsync("PK\u0003\u0004 and no more"u8.ToArray(), "a.zip");

        await world.PumpAsync();

        Assert.Equal((1, UploadState.Held), (world.Engine.Scans, (await world.RecordAsync(id))!.State));
    }

    [Fact]
    public async Task An_engine_that_fails_lets_nothing_through_and_is_asked_again()
    {
        using var world = await UploadWorld.StartAsync();
        var says = world.Engine.Says;
        world.Engine.Says = _ => throw new InvalidOperationException("A bug.");
        var id = await world.UploadAsync(s_harmless);
        await world.PumpAsync();
        Assert.Equal((UploadState.Pending, 1), ((await world.RecordAsync(id))!.State, (await world.RecordAsync(id))!.Attempts));

        world.Engine.Says = says;
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(UploadState.Clean, (await world.RecordAsync(id))!.State);
    }
}
