using Vigil.Core.DeadLetters;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.DeadLetters;

public sealed class ReplayTests : IDisposable
{
    private readonly Installation _vigil = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private DeadLetterReplay Replay => _vigil.Get<DeadLetterReplay>();

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task A_finding_that_was_set_aside_raises_its_incident_and_a_dry_run_says_so_before()
    {
        await _vigil.StoreAsync(_vigil.Finding("a"));
        var id = await SetAsideAsync(WorkMessage.Finding, Sample.IdOf("a"));

        var preview = await Replay.ReplayAsync(id, "ann", dryRun: true, Cancelled);
        Assert.Equal((ReplayEffect.Runs, false), (preview!.Plan.Effect, preview.Sent));
        Assert.Equal(0, await _vigil.PumpAsync());
        Assert.Empty(await _vigil.NamesAsync(Containers.Audit));

        Assert.True((await Replay.ReplayAsync(id, "ann", dryRun: false, Cancelled))!.Sent);
        await _vigil.PumpAsync();
        Assert.Equal(1, (await _vigil.HeaderOfAsync("a")).Content.FindingCount);
        var letter = await _vigil.Get<IDeadLetters>().FindAsync(id, Cancelled);
        Assert.Equal("ann", Assert.Single(letter!.Replays!).By);
        Assert.Single(await _vigil.NamesAsync(Containers.Audit));
    }

    [Fact]
    public async Task A_second_replay_sends_nothing_while_the_first_is_under_way()
    {
        await _vigil.StoreAsync(_vigil.Finding("a"));
        var id = await SetAsideAsync(WorkMessage.Finding, Sample.IdOf("a"));
        await Replay.ReplayAsync(id, "ann", dryRun: false, Cancelled);
        var second = await Replay.ReplayAsync(id, "bob", dryRun: false, Cancelled);
        Assert.Equal((ReplayEffect.UnderWay, false), (second!.Plan.Effect, second.Sent));
        Assert.Equal(1, await _vigil.PumpAsync());
    }

    [Fact]
    public async Task What_is_done_already_is_settled_without_a_message()
    {
        await _vigil.PostAsync(_vigil.Finding("a"));
        await _vigil.PumpAsync();
        var id = await SetAsideAsync(WorkMessage.Finding, Sample.IdOf("a"));
        var result = await Replay.ReplayAsync(id, "ann", dryRun: false, Cancelled);
        Assert.Equal((ReplayEffect.DoneAlready, false), (result!.Plan.Effect, result.Sent));
        Assert.Equal(await _vigil.IncidentOfAsync("a"), result.Plan.IncidentId);
        Assert.Equal(0, await _vigil.PumpAsync());
        Assert.False(result.Letter.Waits);
    }

    [Fact]
    public async Task What_would_fail_again_stays_as_it_is_with_the_reason()
    {
        var id = await SetAsideAsync(WorkMessage.Finding, Sample.IdOf("never stored"));
        var result = await Replay.ReplayAsync(id, "ann", dryRun: false, Cancelled);
        Assert.Equal((ReplayEffect.Fails, "finding-missing", false), (result!.Plan.Effect, result.Plan.Reason, result.Sent));
        Assert.True(result.Letter.Waits);
        Assert.Null(result.Letter.Replays);
    }

    [Fact]
    public async Task A_replay_that_dies_at_any_point_can_be_run_again_and_doubles_nothing()
    {
        for (var call = 1; call <= 12; call += 2)
        {
            foreach (var afterEffect in new[] { false, true })
            {
                using var vigil = new Installation();
                await vigil.StoreAsync(vigil.Finding("a"));
                var id = await SetAsideAsync(WorkMessage.Finding, Sample.IdOf("a"), vigil);
                (vigil.Faults.At, vigil.Faults.AfterEffect) = (vigil.Faults.Calls + call, afterEffect);
                try
                {
                    await vigil.Get<DeadLetterReplay>().ReplayAsync(id, "ann", dryRun: false, Cancelled);
                }
                catch (CrashException)
                {
                    // As meant.
                }

                vigil.Faults.Start();
                await vigil.Get<DeadLetterReplay>().ReplayAsync(id, "ann", dryRun: false, Cancelled);
                await vigil.PumpAsync();
                Assert.Equal(1, (await vigil.HeaderOfAsync("a")).Content.FindingCount);
                Assert.False((await vigil.Get<IDeadLetters>().FindAsync(id, Cancelled))!.Waits);
            }
        }
    }

    [Fact]
    public async Task Nobody_replays_what_is_no_letter()
    {
        Assert.Null(await Replay.ReplayAsync("../alerts/x", "ann", dryRun: false, Cancelled));
        Assert.Null(await Replay.ReplayAsync(DeterministicId.Of("none"), "ann", dryRun: false, Cancelled));
    }

    private Task<string> SetAsideAsync(string schema, string subject) => SetAsideAsync(schema, subject, _vigil);

    private static async Task<string> SetAsideAsync(string schema, string subject, Installation vigil)
    {
        var now = vigil.Clock.GetUtcNow();
        var id = DeterministicId.Of(Queues.Findings, schema, subject);
        var message = WorkMessage.Create(schema, subject, 1, now).ToJson();
        await vigil.Get<IDeadLetters>().AddAsync(
            new DeadLetter(id, Queues.Findings, Reason.HandlerFailed.Name(), "X", subject, message, [now], now, now), Cancelled);
        return id;
    }
}
