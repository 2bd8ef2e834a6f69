using System.Security.Cryptography;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Uploads;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

public sealed class ScanUploadTests
{
    private static readonly byte[] s_harmless = "harmless"u8.ToArray();

    [Theory]
    [InlineData(ScanVerdict.Clean, null, Containers.Clean, UploadState.Clean, 0)]
    [InlineData(ScanVerdict.Malicious, null, Containers.Quarantine, UploadState.Quarantined, 1)]
    [InlineData(ScanVerdict.Suspicious, null, Containers.Quarantine, UploadState.Quarantined, 1)]
    [InlineData(ScanVerdict.NotScanned, NotScannedReason.Encrypted, Containers.Quarantine, UploadState.Quarantined, 1)]
    [InlineData(ScanVerdict.NotScanned, NotScannedReason.TooLarge, Containers.Uploads, UploadState.Held, 1)]
    [InlineData(ScanVerdict.NotScanned, NotScannedReason.Limits, Containers.Uploads, UploadState.Held, 1)]
    [InlineData(ScanVerdict.NotScanned, NotScannedReason.Unsupported, Containers.Uploads, UploadState.Held, 1)]
    [InlineData(ScanVerdict.NotScanned, NotScannedReason.Corrupt, Containers.Uploads, UploadState.Held, 1)]
    [InlineData(ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable, Containers.Uploads, UploadState.Pending, 0)]
    [InlineData(ScanVerdict.NotScanned, NotScannedReason.Timeout, Containers.Uploads, UploadState.Pending, 0)]
    public async Task The_verdict_decides_where_the_bytes_are(ScanVerdict verdict, NotScannedReason? reason, string container, UploadState state, int alerts)
    {
        using var world = await UploadWorld.StartAsync();
        world.Engine.Says = _ => (verdict, verdict is ScanVerdict.Malicious or ScanVerdict.Suspicious ? ["Thing"] : [], reason);
        var id = await world.UploadAsync(s_harmless);

        await world.PumpAsync();

        string[] containers = [Containers.Uploads, Containers.Clean, Containers.Quarantine];
        foreach (var place in containers)
        {
            var name = place == Containers.Uploads ? id : $"{id}/{Convert.ToHexStringLower(SHA256.HashData(s_harmless))}";
            Assert.Equal(place == container ? [name] : [], await world.NamesAsync(place));
        }

        Assert.Equal(state, (await world.RecordAsync(id))!.State);
        Assert.Equal(alerts, (await world.AlertsAsync()).Count);
        Assert.Equal(alerts, await world.QueuedAsync(Queues.Detections));
    }

    [Fact]
    public async Task A_copy_tells_its_verdict()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync(Subjects.Eicar, "a.txt");

        await world.PumpAsync();

        var copy = (await world.Blobs.FindAsync(
            Containers.Quarantine, Assert.Single(await world.NamesAsync(Containers.Quarantine)), TestContext.Current.CancellationToken))!;
        Assert.Equal("malicious", copy.Metadata["verdict"]);
        Assert.Contains("Eicar-Test-Signature", Uri.UnescapeDataString(copy.Metadata["findings"]), StringComparison.Ordinal);
        Assert.Equal(id, copy.Metadata["upload"]);
    }

    [Fact]
    public async Task The_record_names_the_alert_that_its_verdict_raised()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync(Subjects.Eicar, "a.txt");

        await world.PumpAsync();

        Assert.Equal(await world.NamesAsync(Containers.Alerts), (await world.RecordAsync(id))!.Alerts);
    }

    [Fact]
    public async Task A_file_that_is_overwritten_while_it_is_scanned_is_scanned_again()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync(s_harmless);
        world.Engine.OnScanned = async () =>
        {
            world.Engine.OnScanned = () => Task.CompletedTask;
            await world.DropAsync(id, Subjects.Eicar);
        };

        await world.PumpAsync();
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await world.NamesAsync(Containers.Clean));
        Assert.Equal(UploadState.Quarantined, (await world.RecordAsync(id))!.State);
        Assert.Equal(2, world.Engine.Scans);
    }

    [Fact]
    public async Task A_file_that_is_overwritten_after_its_release_is_scanned_as_another_version()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync(s_harmless);
        await world.PumpAsync();

        var eTag = await world.DropAsync(id, Subjects.Eicar);
        await world.TellAsync(Events.Created(id, eTag));
        await world.PumpAsync();

        Assert.Equal(s_harmless, await world.ReadAsync(Containers.Clean, Assert.Single(await world.NamesAsync(Containers.Clean))));
        Assert.Equal(Subjects.Eicar, await world.ReadAsync(Containers.Quarantine, Assert.Single(await world.NamesAsync(Containers.Quarantine))));
        Assert.Empty(await world.NamesAsync(Containers.Uploads));
    }

    [Fact]
    public async Task A_digest_that_somebody_made_up_lets_no_bytes_go_that_were_not_scanned()
    {
        using var world = await UploadWorld.StartAsync();
        await world.UploadAsync(s_harmless);
        await world.PumpAsync();
        var forged = DeterministicId.Of("forged");
        await world.Blobs.CreateAsync(Containers.Uploads, forged, Subjects.Eicar, new Dictionary<string, string>
        {
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(s_harmless)),
        }, TestContext.Current.CancellationToken);

        await world.TellAsync(Events.Created(forged, "1"));
        await world.PumpAsync();
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await world.NamesAsync(Containers.Clean));
        Assert.StartsWith(forged, Assert.Single(await world.NamesAsync(Containers.Quarantine)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_content_is_scanned_once_per_signatures_that_have_a_version()
    {
        using var world = await UploadWorld.StartAsync();
        foreach (var (signatures, scans) in new[] { ("27500", 1), ("27500", 1), ("27501", 2), ("local", 3), ("local", 4) })
        {
            world.Engine.Signatures = signatures;
            world.Time.Advance(TimeSpan.FromSeconds(10));
            await world.UploadAsync(s_harmless);
            await world.PumpAsync();
            Assert.Equal(scans, world.Engine.Scans);
        }

        Assert.Equal(5, (await world.NamesAsync(Containers.Clean)).Count);
    }

    [Fact]
    public async Task Files_that_could_not_be_scanned_are_one_alert_per_uploader_and_day()
    {
        using var world = await UploadWorld.StartAsync();
        world.Engine.Says = _ => (ScanVerdict.NotScanned, [], NotScannedReason.Limits);
        await world.UploadAsync([1]);
        await world.UploadAsync([2]);
        await world.PumpAsync();
        Assert.Single(await world.AlertsAsync());

        world.Time.Advance(TimeSpan.FromDays(1));
        await world.UploadAsync([3]);
        await world.PumpAsync();
        Assert.Equal(2, (await world.AlertsAsync()).Count);
    }

    [Fact]
    public async Task A_file_that_is_deleted_before_its_scan_is_not_waited_for()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync(s_harmless);
        await world.Blobs.DeleteAsync(Containers.Uploads, id, null, TestContext.Current.CancellationToken);

        await world.PumpAsync();

        Assert.Equal(UploadState.Deleted, (await world.RecordAsync(id))!.State);
        Assert.Empty(await world.NamesAsync(Containers.DeadLetters));
    }
}
