using System.Text;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;
using Vigil.Core.Retention;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Retention;

public sealed class UploadExpiryTests : IDisposable
{
    private const string Sha256 = "00";

    private static readonly RetentionOptions s_keep = new();
    private static readonly string s_id = DeterministicId.Of("upload");

    private readonly Installation _vigil = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private UploadRecords Records => _vigil.Get<UploadRecords>();

    public void Dispose() => _vigil.Dispose();

    public static TheoryData<string, UploadState, TimeSpan> Places => new()
    {
        { Containers.Clean, UploadState.Clean, s_keep.Clean },
        { Containers.Quarantine, UploadState.Quarantined, s_keep.Quarantine },
        { Containers.Uploads, UploadState.Held, s_keep.Held },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_file_goes_after_its_time_and_what_is_known_of_it_later(string container, UploadState state, TimeSpan kept)
    {
        await StoreAsync(container, state);
        _vigil.Time.Jump(kept);
        await ExpireAsync();
        Assert.Single(await _vigil.NamesAsync(container));

        _vigil.Time.Jump(TimeSpan.FromTicks(1));
        await ExpireAsync();
        Assert.Empty(await _vigil.NamesAsync(container));
        Assert.Equal(UploadState.Deleted, (await Records.FindAsync(s_id, Cancelled))!.Record.State);

        _vigil.Time.Jump(s_keep.Scans + TimeSpan.FromTicks(1));
        await ExpireAsync();
        Assert.Empty(await _vigil.NamesAsync(Containers.Scans));
    }

    [Theory]
    [InlineData(Containers.Uploads)]
    [InlineData(Containers.Clean)]
    public async Task A_file_that_waits_for_its_scan_or_its_move_stays(string container)
    {
        await StoreAsync(container, UploadState.Pending);
        _vigil.Time.Jump(s_keep.Scans * 2);
        await ExpireAsync();
        Assert.Single(await _vigil.NamesAsync(container));
        Assert.Single(await _vigil.NamesAsync(Containers.Scans));
    }

    [Fact]
    public async Task A_held_file_that_was_overwritten_waits_for_its_scan_and_stays()
    {
        await StoreAsync(Containers.Uploads, UploadState.Held, eTag: "another");
        _vigil.Time.Jump(s_keep.Scans * 2);
        await ExpireAsync();
        Assert.Single(await _vigil.NamesAsync(Containers.Uploads));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_file_that_an_open_or_held_incident_refers_to_stays_with_its_record(string container, UploadState state, TimeSpan kept)
    {
        var finding = _vigil.Finding("virus");
        await StoreAsync(container, state, finding.AlertId);
        await _vigil.PostAsync(finding);
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        var incident = (await _vigil.IncidentOfAsync("virus"))!;
        _vigil.Time.Jump(kept + s_keep.Scans);
        await ExpireAsync();
        Assert.Single(await _vigil.NamesAsync(container));

        await _vigil.ActAsync(incident, new TriageAction.HoldLegally());
        await _vigil.ActAsync(incident, new TriageAction.Close(1));
        await ExpireAsync();
        Assert.Single(await _vigil.NamesAsync(container));

        await _vigil.ActAsync(incident, new TriageAction.ReleaseLegally());
        await ExpireAsync();
        Assert.Empty(await _vigil.NamesAsync(container));
    }

    [Fact]
    public async Task A_file_without_a_record_goes_from_quarantine_and_stays_where_it_would_be_scanned()
    {
        await _vigil.Blobs.CreateAsync(Containers.Quarantine, $"{s_id}/{Sha256}", new byte[] { 1 }, null, Cancelled);
        await _vigil.Blobs.CreateAsync(Containers.Uploads, "dropped \u2603", new byte[] { 1 }, null, Cancelled);
        _vigil.Time.Jump(s_keep.Scans * 2);
        await ExpireAsync();
        Assert.Empty(await _vigil.NamesAsync(Containers.Quarantine));
        Assert.Single(await _vigil.NamesAsync(Containers.Uploads));
    }

    [Fact]
    public async Task The_current_list_of_hashes_stays_and_older_ones_go_with_remembered_verdicts()
    {
        await ImportAsync("00000000000000000000000000000000");
        await ImportAsync("11111111111111111111111111111111");
        await _vigil.Blobs.CreateAsync(Containers.Scans, $"verdicts/{Sha256}/clamd", new byte[] { 1 }, null, Cancelled);
        _vigil.Time.Jump(s_keep.Snapshots + TimeSpan.FromTicks(1));
        await ExpireAsync();
        Assert.Equal(2, (await _vigil.NamesAsync(Containers.Reference)).Count(n => n.StartsWith("hashes/", StringComparison.Ordinal)));
        Assert.Empty(await _vigil.NamesAsync(Containers.Scans));
        using var hashes = new KnownHashes(_vigil.Blobs, Microsoft.Extensions.Logging.Abstractions.NullLogger<KnownHashes>.Instance);
        await hashes.RefreshAsync(Cancelled);
        Assert.Equal(1, hashes.Current!.Count);
    }

    [Fact]
    public async Task A_preview_tells_of_uploads_too()
    {
        await StoreAsync(Containers.Quarantine, UploadState.Quarantined);
        _vigil.Time.Jump(s_keep.Quarantine + TimeSpan.FromTicks(1));
        var counts = (await _vigil.Get<ExpireRecords>().PreviewAsync(Cancelled)).ToDictionary(c => c.Name);
        Assert.Equal((1, 1), (counts[Containers.Quarantine].Seen, counts[Containers.Quarantine].Expired));
        Assert.Single(await _vigil.NamesAsync(Containers.Quarantine));
    }

    [Fact]
    public async Task Events_that_were_too_large_for_the_queue_go_with_their_incident()
    {
        var finding = _vigil.Finding("a");
        await _vigil.PostAsync(finding);
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        var incident = (await _vigil.IncidentOfAsync("a"))!;
        await _vigil.Blobs.CreateAsync(Containers.Incidents, $"{incident}/published/{incident}:1", new byte[] { 1 }, null, Cancelled);
        await _vigil.ActAsync(incident, new TriageAction.Close(1));
        _vigil.Time.Jump(s_keep.Incidents * 2);
        await ExpireAsync();
        Assert.Empty(await _vigil.NamesAsync(Containers.Incidents));
    }

    private async Task StoreAsync(string container, UploadState state, string? alert = null, string? eTag = null)
    {
        var name = container == Containers.Uploads ? s_id : $"{s_id}/{Sha256}";
        var write = await _vigil.Blobs.CreateAsync(container, name, new byte[] { 1 }, null, Cancelled);
        var now = _vigil.Clock.GetUtcNow();
        var verdict = new UploadVerdict(new FileVerdict(ScanVerdict.Suspicious, [], null, []), Sha256, now);
        await Records.CreateAsync(
            new UploadRecord(s_id, s_id, eTag ?? write.ETag!, "a.txt", null, 1, Sha256, null, now, state, 0, now, null, verdict, now)
            {
                Alerts = alert is null ? null : [alert],
            },
            Cancelled);
    }

    private async Task ImportAsync(string hash)
    {
        using var list = new MemoryStream(Encoding.ASCII.GetBytes(hash));
        Assert.NotNull(await new HashListImport(_vigil.Blobs).ImportAsync(list, (_, _) => { }, Cancelled));
    }

    private async Task ExpireAsync() => await _vigil.Get<ExpireRecords>().RunAsync(Cancelled);
}
