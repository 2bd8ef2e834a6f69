using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Uploads;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

public sealed class BlobEventTests
{
    private const string Blob = "finance/2026 Q1/report (final).txt";

    private static readonly byte[] s_harmless = "harmless"u8.ToArray();

    public static TheoryData<string> Forms => ["cloud", "cloud-base64", "grid", "grid-base64"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_dropped_file_is_scanned_whatever_form_its_event_has(string form)
    {
        using var world = await UploadWorld.StartAsync();
        var eTag = await world.DropAsync(Blob, Subjects.Eicar);
        var text = form.StartsWith("cloud", StringComparison.Ordinal) ? Events.Created(Blob, eTag) : Events.InEventGridSchema(Blob, eTag);

        await world.TellAsync(form.EndsWith("base64", StringComparison.Ordinal) ? Events.Base64(text) : text);
        await world.PumpAsync();

        var record = (await world.RecordAsync(UploadRecord.IdOf(Blob)))!;
        Assert.Equal((UploadState.Quarantined, "report (final).txt", null), (record.State, record.Name, record.Uploader));
        var alert = Assert.Single(await world.AlertsAsync());
        Assert.Contains("\"uploads/finance/2026 Q1\",\"uploads/finance\",\"uploads\"", alert, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_event_of_an_upload_folds_into_it()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync(Subjects.Eicar);
        var eTag = (await world.RecordAsync(id))!.ETag;
        for (var i = 0; i < 3; i++)
        {
            await world.TellAsync(Events.Created(id, eTag));
        }

        await world.PumpAsync();
        await world.TellAsync(Events.Created(id, eTag));
        await world.PumpAsync();

        Assert.Equal(1, world.Engine.Scans);
        Assert.Single(await world.AlertsAsync());
        Assert.Equal(1, await world.QueuedAsync(Queues.Detections));
    }

    [Fact]
    public async Task An_event_that_comes_before_the_record_makes_the_record()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync(s_harmless);
        var record = (await world.RecordAsync(id))!;
        await world.Blobs.DeleteAsync(Containers.Scans, id, null, TestContext.Current.CancellationToken);

        await world.TellAsync(Events.Created(id, record.ETag));
        await world.PumpAsync();

        var made = (await world.RecordAsync(id))!;
        Assert.Equal((record.Uploader, record.Name, record.Sha256, UploadState.Clean), (made.Uploader, made.Name, made.Sha256, made.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Defender_may_find_what_the_engines_did_not(bool isCloudEvent)
    {
        using var world = await UploadWorld.StartAsync(o => o.DefenderForStorage = true, withEngine: false);
        var eTag = await world.DropAsync(Blob, s_harmless);
        await world.TellAsync(Events.Created(Blob, eTag));
        await world.PumpAsync();
        Assert.Equal(UploadState.Pending, (await world.RecordAsync(UploadRecord.IdOf(Blob)))!.State);

        await world.TellAsync(Events.Scanned(Blob, eTag, "Malicious", """{"malwareNamesFound": ["Trojan:Win32/X"], "sha256": "AB"}""", isCloudEvent));
        await world.PumpAsync();

        var record = (await world.RecordAsync(UploadRecord.IdOf(Blob)))!;
        Assert.Equal((UploadState.Quarantined, ScanVerdict.Malicious), (record.State, record.Verdict!.File.Verdict));
        Assert.Equal(["Trojan:Win32/X"], record.Verdict.File.Findings);
    }

    [Theory]
    [InlineData("No threats found", "{}", UploadState.Clean)]
    [InlineData("Not Scanned", """{"notScannedReason": "SAM259206: Not scanned - blob exceeded the maximum allowed size of 50 GB."}""", UploadState.Held)]
    [InlineData("Not Scanned", """{"notScannedReason": "SAM259210: blob is password protected"}""", UploadState.Quarantined)]
    [InlineData("Something new", "{}", UploadState.Held)]
    public async Task What_defender_says_counts_as_an_engines_answer(string result, string details, UploadState state)
    {
        using var world = await UploadWorld.StartAsync(o => o.DefenderForStorage = true, withEngine: false);
        var eTag = await world.DropAsync(Blob, s_harmless);

        await world.TellAsync(Events.Scanned(Blob, eTag, result, details));
        await world.PumpAsync();

        Assert.Equal(state, (await world.RecordAsync(UploadRecord.IdOf(Blob)))!.State);
    }

    [Fact]
    public async Task Where_defender_scans_too_no_other_engine_lets_a_file_go_without_its_word()
    {
        using var world = await UploadWorld.StartAsync(o => o.DefenderForStorage = true);
        var eTag = await world.DropAsync(Blob, s_harmless);
        await world.TellAsync(Events.Created(Blob, eTag));
        await world.PumpAsync();
        Assert.Equal(UploadState.Pending, (await world.RecordAsync(UploadRecord.IdOf(Blob)))!.State);

        await world.TellAsync(Events.Scanned(Blob, eTag, "No threats found"));
        await world.PumpAsync();

        Assert.Equal(UploadState.Clean, (await world.RecordAsync(UploadRecord.IdOf(Blob)))!.State);
    }

    [Fact]
    public async Task Who_waits_for_defender_in_vain_holds_the_file_in_the_end()
    {
        using var world = await UploadWorld.StartAsync(o => (o.DefenderForStorage, o.Attempts) = (true, 3));
        var id = await world.UploadAsync(s_harmless);
        for (var i = 0; i < 4; i++)
        {
            await world.PumpAsync();
            await world.AdvanceAsync(TimeSpan.FromMinutes(5));
        }

        var record = (await world.RecordAsync(id))!;
        Assert.Equal((UploadState.Held, NotScannedReason.Timeout), (record.State, record.Verdict!.File.Reason));
        Assert.Empty(await world.NamesAsync(Containers.Clean));
    }

    [Fact]
    public async Task What_defender_says_of_another_version_does_not_count()
    {
        using var world = await UploadWorld.StartAsync(o => o.DefenderForStorage = true, withEngine: false);
        await world.DropAsync(Blob, s_harmless);

        await world.TellAsync(Events.Scanned(Blob, "0xOLD", "No threats found"));
        await world.PumpAsync();

        Assert.Equal(UploadState.Pending, (await world.RecordAsync(UploadRecord.IdOf(Blob)))!.State);
        Assert.Empty(await world.NamesAsync(Containers.Clean));
    }

    [Fact]
    public async Task A_released_file_that_defender_condemns_leaves_clean_and_is_critical()
    {
        using var world = await UploadWorld.StartAsync();
        var eTag = await world.DropAsync(Blob, s_harmless);
        await world.TellAsync(Events.Created(Blob, eTag));
        await world.PumpAsync();
        Assert.Single(await world.NamesAsync(Containers.Clean));

        await world.TellAsync(Events.Scanned(Blob, eTag, "Malicious"));
        await world.PumpAsync();

        Assert.Empty(await world.NamesAsync(Containers.Clean));
        Assert.Single(await world.NamesAsync(Containers.Quarantine));
        Assert.Contains("\"severity\":\"Critical\"", Assert.Single(await world.AlertsAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("[]", 1)]
    [InlineData("not json", 1)]
    [InlineData("""{"type": "Microsoft.Storage.BlobDeleted", "subject": "/blobServices/default/containers/uploads/blobs/a", "data": {"eTag": "1"}}""", 1)]
    [InlineData("""{"type": "Microsoft.Storage.BlobCreated", "subject": "/blobServices/default/containers/uploads/blobs/", "data": {"eTag": "1"}}""", 1)]
    [InlineData("""{"type": "Microsoft.Storage.BlobCreated", "subject": "/blobServices/default/containers/clean/blobs/a", "data": {"eTag": "1"}}""", 0)]
    [InlineData("""{"type": "Microsoft.Storage.BlobCreated", "subject": "/blobServices/default/containers/uploads/blobs/gone", "data": {"eTag": "1"}}""", 0)]
    public async Task Other_messages_are_set_aside_and_other_blobs_are_nothing_to_do(string text, int letters)
    {
        using var world = await UploadWorld.StartAsync();

        await world.TellAsync(text);
        await world.PumpAsync();

        Assert.Equal(letters, (await world.NamesAsync(Containers.DeadLetters)).Count);
        Assert.Equal(0, await world.QueuedAsync(Queues.Scans));
    }
}
