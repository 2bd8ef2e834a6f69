using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Storing;

/// <summary>What comes again: when it is a twin, when a new alert, when a possible replay.</summary>
public sealed class RepeatTests
{
    private const string Body = """{"alert":1}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_twin_is_told_apart_and_queued_again_until_the_alert_is_done()
    {
        using var intake = new TestIntake();
        var id = Accepted(await intake.GitHubAsync(Body));
        Assert.Equal(1, await intake.QueuedAsync());

        Assert.Equal(id, Duplicate(await intake.GitHubAsync(Body)));
        Assert.Equal(2, await intake.QueuedAsync());

        await intake.FinishAsync(id);
        Assert.Equal(id, Duplicate(await intake.GitHubAsync(Body)));
        Assert.Equal(2, await intake.QueuedAsync());
        Assert.Single(await intake.NamesAsync(Containers.Alerts));
    }

    [Fact]
    public async Task An_unsigned_id_does_not_make_a_twin_a_new_alert()
    {
        using var intake = new TestIntake();
        var id = Accepted(await intake.GitHubAsync(Body, null, ("X-GitHub-Delivery", "1")));
        Assert.Equal(id, Duplicate(await intake.GitHubAsync(Body, null, ("X-GitHub-Delivery", "2"))));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(14, false)]
    [InlineData(15, false)]
    [InlineData(38, false)]
    [InlineData(39, true)]
    [InlineData(240, true)]
    public async Task A_body_is_a_twin_in_its_window_and_the_next(int hoursLater, bool isNew)
    {
        // The clock of the tests starts at 09:00, and windows at midnight: the second one begins 15 h later and ends 39 h later.
        using var intake = new TestIntake();
        var first = Accepted(await intake.GitHubAsync(Body));
        if (isNew)
        {
            await intake.FinishAsync(first);
        }

        intake.Time.Advance(TimeSpan.FromHours(hoursLater));

        var again = await intake.GitHubAsync(Body);

        if (!isNew)
        {
            Assert.Equal(first, Duplicate(again));
            Assert.Equal(2, await intake.QueuedAsync());
            return;
        }

        Assert.NotEqual(first, Accepted(again));
        Assert.False((await intake.MetadataAsync(first)).PossibleReplay);
        Assert.True((await intake.MetadataAsync(Accepted(again))).PossibleReplay);
    }

    [Fact]
    public async Task A_twin_of_a_done_alert_of_the_window_before_is_not_queued()
    {
        using var intake = new TestIntake();
        var first = Accepted(await intake.GitHubAsync(Body));
        await intake.FinishAsync(first);
        intake.Time.Advance(TimeSpan.FromHours(24));

        Assert.Equal(first, Duplicate(await intake.GitHubAsync(Body)));
        Assert.Equal(1, await intake.QueuedAsync());
    }

    [Fact]
    public async Task An_alert_that_expired_is_a_twin_still()
    {
        using var intake = new TestIntake();
        var first = Accepted(await intake.GitHubAsync(Body));
        await intake.FinishAsync(first);
        await intake.Blobs.DeleteAsync(Containers.Alerts, first, null, Stop);

        Assert.Equal(first, Duplicate(await intake.GitHubAsync(Body)));
        intake.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(first, Duplicate(await intake.GitHubAsync(Body)));
        Assert.Empty(await intake.NamesAsync(Containers.Alerts));

        intake.Time.Advance(TimeSpan.FromDays(90));
        Assert.True((await intake.MetadataAsync(Accepted(await intake.GitHubAsync(Body)))).PossibleReplay);
    }

    [Fact]
    public async Task A_body_whose_first_alert_was_never_done_is_no_replay()
    {
        using var intake = new TestIntake();
        var stuck = Accepted(await intake.GitHubAsync(Body));
        intake.Time.Advance(TimeSpan.FromDays(10));

        var again = Accepted(await intake.GitHubAsync(Body));

        Assert.NotEqual(stuck, again);
        Assert.False((await intake.MetadataAsync(again)).PossibleReplay);
    }

    [Fact]
    public async Task A_possible_replay_has_twins_of_its_own()
    {
        using var intake = new TestIntake();
        var first = Accepted(await intake.GitHubAsync(Body));
        await intake.FinishAsync(first);
        intake.Time.Advance(TimeSpan.FromDays(10));
        var replay = Accepted(await intake.GitHubAsync(Body));

        Assert.NotEqual(first, replay);
        Assert.Equal(replay, Duplicate(await intake.GitHubAsync(Body)));
        intake.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(replay, Duplicate(await intake.GitHubAsync(Body)));
    }

    [Fact]
    public async Task A_scheme_with_a_timestamp_has_no_replays_after_the_window()
    {
        using var intake = new TestIntake();
        var body = Encoding.UTF8.GetBytes(Body);
        var first = Accepted(await SlackAsync(intake, body));
        intake.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first, Duplicate(await SlackAsync(intake, body)));
        intake.Time.Advance(TimeSpan.FromDays(10));

        var later = Accepted(await SlackAsync(intake, body));

        Assert.NotEqual(first, later);
        Assert.False((await intake.MetadataAsync(later)).PossibleReplay);
    }

    [Fact]
    public async Task A_signed_id_is_the_key_for_ever()
    {
        using var intake = new TestIntake();
        var first = Accepted(await intake.StandardAsync("msg_1", "{}"));
        Assert.NotEqual(first, Accepted(await intake.StandardAsync("msg_2", "{}")));

        intake.Time.Advance(TimeSpan.FromDays(100));
        Assert.Equal(first, Duplicate(await intake.StandardAsync("msg_1", "{}")));
        await intake.FinishAsync(first);
        await intake.Blobs.DeleteAsync(Containers.Alerts, first, null, Stop);
        Assert.Equal(first, Duplicate(await intake.StandardAsync("msg_1", """{"a":1}""")));
    }

    [Fact]
    public async Task A_hundred_identical_deliveries_at_once_are_one_alert()
    {
        using var intake = new TestIntake();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => intake.GitHubAsync(Body).AsTask())));

        var id = Assert.Single(outcomes.OfType<IntakeOutcome.Accepted>()).AlertId;
        Assert.Equal(99, outcomes.OfType<IntakeOutcome.Duplicate>().Count(d => d.AlertId == id));
        Assert.Equal(id, Assert.Single(await intake.NamesAsync(Containers.Alerts)));
        Assert.False((await intake.MetadataAsync(id)).PossibleReplay);
        Assert.InRange(await intake.QueuedAsync(), 1, 100);
        foreach (var message in await intake.Queues.ReceiveAsync(Queues.Detections, 32, TimeSpan.FromMinutes(1), Stop))
        {
            Assert.Equal(id, WorkMessage.Parse(message.Body.Span)!.Id);
        }
    }

    private static ValueTask<IntakeOutcome> SlackAsync(TestIntake intake, byte[] body) =>
        intake.SendAsync("slack", TestSenders.SlackHeaders(intake.Time.GetUtcNow(), body), body);

    private static string Accepted(IntakeOutcome outcome) => Assert.IsType<IntakeOutcome.Accepted>(outcome).AlertId;

    private static string Duplicate(IntakeOutcome outcome) => Assert.IsType<IntakeOutcome.Duplicate>(outcome).AlertId;
}
