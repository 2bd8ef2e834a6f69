using Vigil.Core.Incidents;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

public sealed class OverdueEscalationTests : IDisposable
{
    private static readonly TimeSpan s_due = new IncidentOptions().EscalateMediumAfter;

    private readonly Installation _vigil = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task An_incident_whose_escalation_message_was_lost_is_escalated_by_the_sweep_once()
    {
        await _vigil.PostAsync(_vigil.Finding("a", score: 50));
        await _vigil.PumpAsync();
        await _vigil.TakePublishedAsync();
        _vigil.Time.Advance(s_due + TimeSpan.FromMinutes(4));
        await LoseMessagesAsync();

        await _vigil.Get<SweepPending>().RunAsync(Cancelled);
        Assert.Empty(await _vigil.TakePublishedAsync());

        _vigil.Time.Advance(TimeSpan.FromMinutes(2));
        await _vigil.Get<SweepPending>().RunAsync(Cancelled);
        await _vigil.Get<SweepPending>().RunAsync(Cancelled);
        Assert.EndsWith("escalated", Assert.Single(await _vigil.TakePublishedAsync()).Properties["type"], StringComparison.Ordinal);
        Assert.Equal(1, (await _vigil.HeaderOfAsync("a")).Triage.Revision);
    }

    [Fact]
    public async Task One_that_was_claimed_is_left_alone()
    {
        await _vigil.PostAsync(_vigil.Finding("a", score: 50));
        await _vigil.PumpAsync();
        await _vigil.ActAsync((await _vigil.IncidentOfAsync("a"))!, new Core.Incidents.Triage.TriageAction.Claim());
        _vigil.Time.Advance(s_due + TimeSpan.FromDays(1));
        await LoseMessagesAsync();
        await _vigil.Get<SweepPending>().RunAsync(Cancelled);
        Assert.Equal(1, (await _vigil.HeaderOfAsync("a")).Triage.Revision);
    }

    private async Task LoseMessagesAsync()
    {
        foreach (var message in await _vigil.WorkQueues.ReceiveAsync(Queues.Findings, 32, TimeSpan.FromMinutes(1), Cancelled))
        {
            await _vigil.WorkQueues.CompleteAsync(message, Cancelled);
        }
    }
}
