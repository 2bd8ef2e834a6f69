using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Rescans;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

public sealed class RescanUploadsTests
{
    private const int MostCalls = 60;

    private static readonly byte[] s_content = "harmless yesterday"u8.ToArray();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ScanVerdict.Malicious)]
    [InlineData(ScanVerdict.Suspicious)]
    public async Task A_clean_file_that_newer_signatures_condemn_leaves_clean_with_a_critical_alert(ScanVerdict verdict)
    {
        using var world = await UploadWorld.StartAsync();
        var id = await CleanAsync(world);
        Learn(world, verdict);
        var told = Assert.Single(await RescanAsync(world));
        Assert.Equal((id, RescanResult.Condemned, "New.Malware"), (told.UploadId, told.Result, Assert.Single(told.Findings)));
        Assert.Empty(await world.NamesAsync(Containers.Clean));
        Assert.Single(await world.NamesAsync(Containers.Quarantine));
        Assert.Equal(UploadState.Quarantined, (await world.RecordAsync(id))!.State);
        Assert.Contains("\"severity\":\"Critical\"", Assert.Single(await world.AlertsAsync()), StringComparison.Ordinal);
        Assert.Empty(await RescanAsync(world));
    }

    [Fact]
    public async Task With_the_same_signatures_nothing_is_scanned_and_with_others_the_record_tells_of_them()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await CleanAsync(world);
        var scans = world.Engine.Scans;
        Assert.Equal(RescanResult.Unchanged, Assert.Single(await RescanAsync(world)).Result);
        Assert.Equal(scans, world.Engine.Scans);
        Learn(world, ScanVerdict.Clean);
        Assert.Equal(RescanResult.Clean, Assert.Single(await RescanAsync(world)).Result);
        Assert.Contains("clamd:27501", (await world.RecordAsync(id))!.Verdict!.Signatures, StringComparison.Ordinal);
        Assert.Equal(RescanResult.Unchanged, Assert.Single(await RescanAsync(world)).Result);
    }

    [Fact]
    public async Task What_was_held_is_scanned_again_and_let_go_when_it_is_clean()
    {
        using var world = await UploadWorld.StartAsync();
        world.Engine.Says = _ => (ScanVerdict.NotScanned, [], NotScannedReason.Limits);
        var id = await world.UploadAsync(s_content);
        await world.PumpAsync();
        Assert.Equal(UploadState.Held, (await world.RecordAsync(id))!.State);
        Learn(world, ScanVerdict.Clean);
        Assert.Equal(RescanResult.Queued, Assert.Single(await RescanAsync(world)).Result);
        await world.PumpAsync();
        Assert.Equal(UploadState.Clean, (await world.RecordAsync(id))!.State);
    }

    [Fact]
    public async Task Older_uploads_and_engines_that_are_away_change_nothing()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await CleanAsync(world);
        Learn(world, ScanVerdict.Malicious);
        Assert.Empty(await RescanAsync(world, world.Time.GetUtcNow()));
        world.Engine.Says = null;
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RescanResult.NotScanned, Assert.Single(await RescanAsync(world)).Result);
        Assert.Equal(UploadState.Clean, (await world.RecordAsync(id))!.State);
        Assert.Single(await world.NamesAsync(Containers.Clean));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_it_dies_what_was_condemned_leaves_clean_and_another_rescan_does_the_rest(bool afterEffect)
    {
        for (var n = 1; ; n++)
        {
            Assert.True(n < MostCalls, "The work never ended.");
            using var world = await UploadWorld.StartAsync();
            var id = await CleanAsync(world);
            Learn(world, ScanVerdict.Malicious);
            world.Faults.AfterEffect = afterEffect;
            world.Faults.At = world.Faults.Calls + n;
            var died = await DiesAsync(world);
            await world.RecoverAsync();
            var decided = (await world.RecordAsync(id))!.Verdict!.WasReleased;
            Assert.True(!decided || (await world.NamesAsync(Containers.Clean)).Count == 0, $"After dying at call {n} it is still in clean.");
            await RescanAsync(world);
            Assert.Equal(UploadState.Quarantined, (await world.RecordAsync(id))!.State);
            Assert.Empty(await world.NamesAsync(Containers.Clean));
            Assert.Single(await world.AlertsAsync());
            if (!died)
            {
                return;
            }
        }
    }

    private static async Task<bool> DiesAsync(UploadWorld world)
    {
        try
        {
            await RescanAsync(world);
            return world.Faults.Dead;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    private static async Task<string> CleanAsync(UploadWorld world)
    {
        var id = await world.UploadAsync(s_content);
        await world.PumpAsync();
        Assert.Equal(UploadState.Clean, (await world.RecordAsync(id))!.State);
        return id;
    }

    /// <summary>New signatures, and what they say of everything.</summary>
    private static void Learn(UploadWorld world, ScanVerdict verdict)
    {
        world.Engine.Signatures = "27501";
        world.Engine.Says = _ => (verdict, verdict is ScanVerdict.Malicious or ScanVerdict.Suspicious ? ["New.Malware"] : [], null);
        world.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task<List<RescannedUpload>> RescanAsync(UploadWorld world, DateTimeOffset since = default) =>
        await world.Get<RescanUploads>().RunAsync(since, Cancellation).ToListAsync(Cancellation);
}
