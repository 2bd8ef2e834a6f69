using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

public sealed class IncidentReceiverTests : IDisposable
{
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(1);

    private readonly Installation _vigil = new();

    private IncidentReceiver Receiver => _vigil.Get<IncidentReceiver>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task A_claim_is_stored_and_the_message_goes()
    {
        await OpenAsync("one");
        var offered = await Receiver.NextAsync(s_lock, Cancelled);
        Assert.IsType<TriageOutcome.Done>(await Receiver.ClaimAsync(offered!, Installation.Ann, Cancelled));

        Assert.Equal(IncidentStatus.InProgress, (await _vigil.HeaderOfAsync("one")).Triage.StatusId);
        _vigil.Time.Advance(s_lock + s_lock);
        Assert.Null(await Receiver.NextAsync(s_lock, Cancelled));
    }

    [Fact]
    public async Task What_was_skipped_comes_back_after_the_delay()
    {
        await OpenAsync("one");
        var offered = await Receiver.NextAsync(s_lock, Cancelled);
        await Receiver.SkipAsync(offered!, TimeSpan.FromMinutes(5), Cancelled);

        Assert.Null(await Receiver.NextAsync(s_lock, Cancelled));
        _vigil.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(offered!.Incident.Id, (await Receiver.NextAsync(s_lock, Cancelled))!.Incident.Id);
    }

    [Fact]
    public async Task What_is_stale_or_claimed_goes_unseen()
    {
        await OpenAsync("claimed", analytic: "a");
        await _vigil.ActAsync((await _vigil.IncidentOfAsync("claimed"))!, new TriageAction.Claim());
        await OpenAsync("stale", analytic: "b", score: 30);
        await OpenAsync("worse", analytic: "b", score: 95);

        var offered = await Receiver.NextAsync(s_lock, Cancelled);
        Assert.Equal(await _vigil.IncidentOfAsync("stale"), offered!.Incident.Id);
        Assert.Equal(offered.Incident.Publication.Revision, Soundness.RevisionOf(offered.Message.Message));
        await Receiver.ClaimAsync(offered, Installation.Ann, Cancelled);
        Assert.Null(await Receiver.NextAsync(s_lock, Cancelled));
    }

    [Fact]
    public async Task An_incident_whose_newest_revision_is_held_back_is_shown()
    {
        await OpenAsync("one");
        await OpenAsync("two");
        var offered = await Receiver.NextAsync(s_lock, Cancelled);

        Assert.True(Soundness.RevisionOf(offered!.Message.Message) < offered.Incident.Revision);
        Assert.Equal(2, offered.Incident.Content.FindingCount);
    }

    [Theory]
    [InlineData("hello", "world")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa:x", "aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa:1", "aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("../../x:1", "../../x")]
    public async Task What_is_no_incident_of_ours_is_set_aside(string messageId, string subject)
    {
        await _vigil.Published.PublishAsync(new IncidentMessage(messageId, subject, "{}"u8.ToArray(), new Dictionary<string, string>()), Cancelled);

        Assert.Null(await Receiver.NextAsync(s_lock, Cancelled));
        _vigil.Time.Advance(s_lock + s_lock);
        Assert.Empty(await _vigil.TakePublishedAsync());
    }

    private async Task OpenAsync(string name, string analytic = "a", double score = 50)
    {
        await _vigil.PostAsync(_vigil.Finding(name, score, analytic));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
    }
}
