using Vigil.Core.Incidents;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Uploads;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

/// <summary>Uploads whose message is gone.</summary>
public sealed class LostScanTests
{
    private static readonly byte[] s_harmless = "harmless"u8.ToArray();

    [Fact]
    public async Task A_file_whose_message_was_lost_is_found_and_one_that_is_held_is_left_alone()
    {
        using var world = await UploadWorld.StartAsync();
        await world.DropAsync("in/the dark \u2603.txt", s_harmless);
        world.Time.Advance(TimeSpan.FromMinutes(16));
        world.Engine.Says = _ => (ScanVerdict.NotScanned, [], NotScannedReason.Limits);

        await world.Get<SweepPending>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await world.PumpAsync());
        world.Time.Advance(TimeSpan.FromMinutes(16));
        await world.Get<SweepPending>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await world.PumpAsync());
        Assert.Equal(UploadState.Held, (await world.RecordAsync(UploadRecord.IdOf("in/the dark \u2603.txt")))!.State);
    }

    [Fact]
    public async Task A_file_whose_message_is_lost_again_and_again_is_held_in_the_end()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync(s_harmless);
        for (var i = 0; i <= ScanUpload.MaxResent; i++)
        {
            await LoseMessagesAsync(world);
            world.Time.Advance(TimeSpan.FromMinutes(17));
            await world.Get<SweepPending>().RunAsync(TestContext.Current.CancellationToken);
        }

        await world.PumpAsync();

        var record = (await world.RecordAsync(id))!;
        Assert.Equal((UploadState.Held, NotScannedReason.Timeout), (record.State, record.Verdict!.File.Reason));
        Assert.Equal(0, world.Engine.Scans);
    }

    [Fact]
    public async Task While_the_queue_is_far_behind_nothing_is_taken_for_lost()
    {
        using var world = await UploadWorld.StartAsync();
        await world.UploadAsync(s_harmless);
        world.Time.Advance(TimeSpan.FromMinutes(17));

        await world.Get<SweepPending>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, await world.QueuedAsync(Queues.Scans));
    }

    private static async Task LoseMessagesAsync(UploadWorld world)
    {
        foreach (var message in await world.Queues.ReceiveAsync(Queues.Scans, 32, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))
        {
            await world.Queues.CompleteAsync(message, TestContext.Current.CancellationToken);
        }
    }
}
