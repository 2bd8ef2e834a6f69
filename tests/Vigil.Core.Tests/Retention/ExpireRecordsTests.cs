using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;
using Vigil.Core.Retention;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Retention;

public sealed class ExpireRecordsTests : IDisposable
{
    // A round makes a hundred calls or so; two kinds of death at every few of them.
    private const int Stride = 61;

    private static readonly RetentionOptions s_keep = new();

    /// <summary>By then every message about an incident that waits for its time has had it.</summary>
    private static readonly TimeSpan s_untilNothingIsSaid = TimeSpan.FromDays(2);

    private readonly Installation _vigil = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task An_alert_goes_after_its_time_and_its_tombstone_stays_until_after_it()
    {
        await AlertAsync(_vigil, "a");
        _vigil.Time.Jump(s_keep.Alerts);
        await ExpireAsync(_vigil);
        Assert.Single(await _vigil.NamesAsync(Containers.Alerts));

        _vigil.Time.Jump(TimeSpan.FromTicks(1));
        await ExpireAsync(_vigil);
        Assert.Empty(await _vigil.NamesAsync(Containers.Alerts));
        Assert.Single(await _vigil.NamesAsync(Containers.Done));

        _vigil.Time.Jump(s_keep.Done - s_keep.Alerts);
        await ExpireAsync(_vigil);
        Assert.Empty(await _vigil.NamesAsync(Containers.Done));
    }

    [Fact]
    public async Task An_alert_that_was_never_done_stays()
    {
        await _vigil.Blobs.CreateAsync(Containers.Alerts, DeterministicId.Of("alert", "stuck"), new byte[] { 1 }, null, Cancelled);
        _vigil.Time.Jump(s_keep.Done * 2);
        await ExpireAsync(_vigil);
        Assert.Single(await _vigil.NamesAsync(Containers.Alerts));
    }

    [Fact]
    public async Task What_an_open_incident_refers_to_stays_whatever_its_age()
    {
        await RaiseAsync(_vigil, "a");
        _vigil.Time.Jump(s_keep.Incidents * 2);
        await ExpireAsync(_vigil);
        Assert.Single(await _vigil.NamesAsync(Containers.Alerts));
        Assert.Single(await _vigil.NamesAsync(Containers.Findings));
        Assert.NotNull(await _vigil.IncidentOfAsync("a"));
    }

    [Fact]
    public async Task What_is_on_legal_hold_stays_though_closed_and_goes_after_the_release()
    {
        var id = await RaiseAsync(_vigil, "a");
        await _vigil.ActAsync(id, new TriageAction.Close(1));
        await _vigil.ActAsync(id, new TriageAction.HoldLegally("litigation"));
        _vigil.Time.Jump(s_keep.Incidents * 2);
        await ExpireAsync(_vigil);
        Assert.Single(await _vigil.NamesAsync(Containers.Alerts));
        Assert.Single(await _vigil.NamesAsync(Containers.Findings));
        Assert.True((await _vigil.HeaderAsync(id)).Triage.LegalHold);

        await _vigil.ActAsync(id, new TriageAction.ReleaseLegally());
        await ExpireAsync(_vigil);
        await AssertNothingIsLeftAsync(_vigil);
    }

    [Fact]
    public async Task A_legal_hold_forbids_to_move_findings_out_of_the_incident()
    {
        var id = await RaiseAsync(_vigil, "a");
        await _vigil.ActAsync(id, new TriageAction.HoldLegally());
        var other = await RaiseAsync(_vigil, "b", primary: "asset:web-2");
        var refused = Assert.IsType<TriageOutcome.Refused>(await _vigil.ActAsync(id, new TriageAction.Merge(other)));
        Assert.Equal(Reason.LegalHold, refused.Reason);
    }

    [Fact]
    public async Task A_closed_incident_goes_with_all_that_is_its_own_and_the_group_starts_anew()
    {
        var old = await RaiseAsync(_vigil, "a", "b");
        await _vigil.ActAsync(old, new TriageAction.Close(1));
        await _vigil.AdvanceAsync(s_untilNothingIsSaid);
        _vigil.Time.Jump(s_keep.Incidents - s_untilNothingIsSaid);
        await ExpireAsync(_vigil);
        Assert.NotNull(await _vigil.Get<IncidentStore>().ReadAsync(old, Cancelled));

        _vigil.Time.Jump(TimeSpan.FromTicks(1));
        await ExpireAsync(_vigil);
        await AssertNothingIsLeftAsync(_vigil);
        var next = await RaiseAsync(_vigil, "c");
        Assert.NotEqual(old, next);
        Assert.Null((await _vigil.HeaderAsync(next)).Origin.SuccessorOf);
    }

    [Fact]
    public async Task Wherever_a_round_dies_the_next_one_finishes_and_nothing_dangles()
    {
        for (var call = 1; ; call += Stride)
        {
            using var vigil = new Installation();
            await vigil.ActAsync(await RaiseAsync(vigil, "a", "b"), new TriageAction.Close(1));
            var kept = await RaiseAsync(vigil, "open", primary: "asset:web-2");
            vigil.Time.Jump(s_keep.Incidents * 2);
            (vigil.Faults.At, vigil.Faults.AfterEffect) = (vigil.Faults.Calls + call, call % 2 == 0);
            try
            {
                await ExpireAsync(vigil);
                Assert.True(call > 20, "The round made hardly any calls: the faults hit nothing.");
                return;
            }
            catch (CrashException)
            {
                vigil.Faults.Start();
            }

            await ExpireAsync(vigil);
            Assert.Equal([Sample.IdOf("open")], await vigil.NamesAsync(Containers.Findings));
            Assert.Equal([Sample.IdOf("open")], await vigil.NamesAsync(Containers.Members));
            Assert.Equal(2, (await vigil.NamesAsync(Containers.Incidents)).Count);
            Assert.Equal(kept, Assert.Single((await vigil.Index.ListAsync(new IncidentQuery(), null, 10, Cancelled)).Items).Id);
        }
    }

    [Fact]
    public async Task A_preview_counts_what_is_due_and_deletes_nothing()
    {
        await AlertAsync(_vigil, "a");
        await AlertAsync(_vigil, "b");
        _vigil.Time.Jump(s_keep.Alerts + TimeSpan.FromDays(1));
        await AlertAsync(_vigil, "young");
        var counts = (await _vigil.Get<ExpireRecords>().PreviewAsync(Cancelled)).ToDictionary(c => c.Name);
        Assert.Equal((3, 2), (counts[Containers.Alerts].Seen, counts[Containers.Alerts].Expired));
        Assert.Equal(3, (await _vigil.NamesAsync(Containers.Alerts)).Count);
    }

    [Fact]
    public async Task The_current_snapshot_of_reference_data_stays_and_older_ones_go()
    {
        await ImportAsync("id,name\n1,one\n");
        await ImportAsync("id,name\n1,two\n");
        _vigil.Time.Jump(s_keep.Snapshots + TimeSpan.FromDays(1));
        await ExpireAsync(_vigil);
        var names = (await _vigil.NamesAsync(Containers.Reference)).Where(n => n.StartsWith("assets/", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, names.Count);
        Assert.Equal(Core.Enrichment.Assets.ReferenceRefresh.Loaded, await new Core.Enrichment.Assets.ReferenceData(
            _vigil.Blobs, Microsoft.Extensions.Logging.Abstractions.NullLogger<Core.Enrichment.Assets.ReferenceData>.Instance).RefreshAsync(Cancelled));
    }

    [Fact]
    public void Tombstones_that_go_before_their_alerts_are_refused()
    {
        var validator = new RetentionOptionsValidator();
        Assert.True(validator.Validate(null, new RetentionOptions { Alerts = TimeSpan.FromDays(10), Done = TimeSpan.FromDays(10) }).Succeeded);
        Assert.True(validator.Validate(null, new RetentionOptions { Alerts = TimeSpan.FromDays(10), Done = TimeSpan.FromDays(9) }).Failed);
    }

    private static async Task ExpireAsync(Installation vigil) => await vigil.Get<ExpireRecords>().RunAsync(Cancelled);

    private async Task ImportAsync(string csv) => await new Core.Enrichment.Assets.Import.AssetImport(_vigil.Blobs, _vigil.Clock, new())
        .ImportAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), Core.Enrichment.Assets.Import.AssetFileFormat.Csv, _ => { }, null, Cancelled);

    private static async Task AlertAsync(Installation vigil, string name)
    {
        var id = DeterministicId.Of("alert", name);
        await vigil.Blobs.CreateAsync(Containers.Alerts, id, new byte[] { 1 }, null, Cancelled);
        await vigil.Blobs.CreateAsync(Containers.Done, id, new byte[] { 1 }, null, Cancelled);
    }

    private static Task<string> RaiseAsync(Installation vigil, params string[] names) => RaiseAsync(vigil, names, "asset:web-1");

    private static Task<string> RaiseAsync(Installation vigil, string name, string primary) => RaiseAsync(vigil, [name], primary);

    private static async Task<string> RaiseAsync(Installation vigil, string[] names, string primary)
    {
        foreach (var name in names)
        {
            await AlertAsync(vigil, name);
            await vigil.PostAsync(vigil.Finding(name, primary: primary));
        }

        await vigil.PumpAsync();
        await vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        return (await vigil.IncidentOfAsync(names[0]))!;
    }

    private static async Task AssertNothingIsLeftAsync(Installation vigil)
    {
        string[] containers =
            [Containers.Alerts, Containers.Done, Containers.Findings, Containers.Members, Containers.Incidents, Containers.Open, Containers.Audit, Containers.Holds];
        foreach (var container in containers)
        {
            Assert.Empty(await vigil.NamesAsync(container));
        }

        Assert.Empty((await vigil.Index.ListAsync(new IncidentQuery(), null, 10, Cancelled)).Items);
    }
}
