using System.Text;
using Vigil.Core.DeadLetters;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.DeadLetters;

public sealed class CollectPoisonTests : IDisposable
{
    private readonly Installation _vigil = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task Poisonous_messages_plain_or_base64_become_the_letter_that_the_runner_would_have_written()
    {
        var plain = WorkMessage.Create(WorkMessage.Finding, Sample.IdOf("a"), 1, _vigil.Clock.GetUtcNow()).ToJson();
        var other = WorkMessage.Create(WorkMessage.Alert, Sample.IdOf("b"), 0, _vigil.Clock.GetUtcNow()).ToJson();
        await PoisonAsync(Queues.Findings, plain);
        await PoisonAsync(Queues.Detections, Encoding.ASCII.GetBytes(Convert.ToBase64String(other)));

        await CollectAsync();

        var letters = (await LettersAsync()).ToDictionary(l => l.Id);
        var finding = letters[DeterministicId.Of(Queues.Findings, WorkMessage.Finding, Sample.IdOf("a"))];
        var alert = letters[DeterministicId.Of(Queues.Detections, WorkMessage.Alert, Sample.IdOf("b"))];
        Assert.Equal(2, letters.Count);
        Assert.All([finding, alert], l => Assert.Equal("crashed-repeatedly", l.Reason));
        Assert.Equal(plain, finding.Message!.Value.ToArray());
        Assert.Equal(other, alert.Message!.Value.ToArray());
        Assert.Empty(await _vigil.WorkQueues.ReceiveAsync(Queues.PoisonOf(Queues.Findings), 1, TimeSpan.FromSeconds(1), Cancelled));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("\u0000\u0001 not base64 !")]
    public async Task What_is_no_message_becomes_a_letter_too_and_its_replay_tells_that_it_fails(string body)
    {
        await PoisonAsync(Queues.Findings, Encoding.UTF8.GetBytes(body));
        await CollectAsync();
        var letter = Assert.Single(await LettersAsync());
        Assert.Equal("message-malformed", letter.Reason);
        var preview = await _vigil.Get<DeadLetterReplay>().ReplayAsync(letter.Id, "ann", dryRun: false, Cancelled);
        Assert.Equal((ReplayEffect.Fails, false), (preview!.Plan.Effect, preview.Sent));
    }

    [Fact]
    public async Task A_death_before_the_message_goes_leaves_one_letter()
    {
        var body = WorkMessage.Create(WorkMessage.Finding, Sample.IdOf("a"), 1, _vigil.Clock.GetUtcNow()).ToJson();
        await PoisonAsync(Queues.Findings, body);
        (_vigil.Faults.At, _vigil.Faults.AfterEffect) = (_vigil.Faults.Calls + 1, true);
        await Assert.ThrowsAsync<CrashException>(CollectAsync);
        _vigil.Faults.Start();
        _vigil.Time.Advance(TimeSpan.FromMinutes(3));
        await CollectAsync();
        Assert.Single(await LettersAsync());
        _vigil.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(await _vigil.WorkQueues.ReceiveAsync(Queues.PoisonOf(Queues.Findings), 1, TimeSpan.FromSeconds(1), Cancelled));
    }

    [Fact]
    public async Task An_incident_that_its_consumer_gave_up_becomes_a_letter_and_is_published_again_when_no_broker_takes_it_for_a_repeat()
    {
        await _vigil.PostAsync(_vigil.Finding("a"));
        await _vigil.PumpAsync();
        var received = Assert.Single(await _vigil.Published.ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancelled));
        await _vigil.Published.DeadLetterAsync(received, "TicketSystemSaidNo", "\u001b[31m" + new string('x', 2000), Cancelled);

        await CollectAsync();

        var letter = Assert.Single(await LettersAsync());
        Assert.Equal(("incidents", "given-up-by-consumer", await _vigil.IncidentOfAsync("a")), (letter.Stage, letter.Reason, letter.SubjectId));
        Assert.True(letter.Detail.Length <= 500);
        var early = await _vigil.Get<DeadLetterReplay>().ReplayAsync(letter.Id, "ann", dryRun: false, Cancelled);
        Assert.Equal((ReplayEffect.TooEarly, false), (early!.Plan.Effect, early.Sent));
        _vigil.Time.Advance(TimeSpan.FromMinutes(21));
        Assert.True((await _vigil.Get<DeadLetterReplay>().ReplayAsync(letter.Id, "ann", dryRun: false, Cancelled))!.Sent);
        var again = Assert.Single(await _vigil.TakePublishedAsync());
        Assert.Equal(received.Message.MessageId, again.MessageId);
        Assert.Equal(received.Message.Body.ToArray(), again.Body.ToArray());
    }

    [Fact]
    public async Task Of_incidents_that_were_given_up_the_ones_that_a_newer_revision_followed_go_without_a_letter()
    {
        await _vigil.PostAsync(_vigil.Finding("a"));
        await _vigil.PumpAsync();
        var received = Assert.Single(await _vigil.Published.ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancelled));
        await _vigil.Published.DeadLetterAsync(received, "no", "no", Cancelled);
        await _vigil.ActAsync((await _vigil.IncidentOfAsync("a"))!, new Core.Incidents.Triage.TriageAction.Close(1));
        await CollectAsync();
        Assert.Empty(await LettersAsync());
        Assert.Empty(await _vigil.Published.ReceiveDeadLettersAsync(1, TimeSpan.FromMinutes(1), Cancelled));
    }

    private async Task PoisonAsync(string queue, byte[] body) =>
        await _vigil.WorkQueues.SendAsync(Queues.PoisonOf(queue), body, TimeSpan.Zero, Cancelled);

    private async Task CollectAsync() => await _vigil.Get<CollectPoison>().RunAsync(Cancelled);

    private async Task<IReadOnlyList<DeadLetter>> LettersAsync() =>
        (await _vigil.Get<IDeadLetters>().ListAsync(DeadLetterQuery.All, null, 100, Cancelled)).Items;
}
