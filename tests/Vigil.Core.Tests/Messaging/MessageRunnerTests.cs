using System.Text;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Core.Tests.Messaging;

/// <summary>Every fate that a message can meet is stored before the message goes.</summary>
public sealed class MessageRunnerTests : IDisposable
{
    private readonly MessagingWorld _world = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_handled_leaves_nothing_behind()
    {
        await _world.SendAsync("a", Cancelled);
        await _world.RunVisibleAsync(Cancelled);
        Assert.Equal("a", Assert.Single(_world.Handled).Id);
        Assert.Equal(0, (await _world.Queues.StateAsync(_world.Queue, Cancelled)).Depth);
        Assert.Empty(await _world.LettersAsync(Cancelled));
    }

    [Fact]
    public async Task An_exception_costs_an_attempt_and_a_wait_that_doubles_up_to_a_limit()
    {
        _world.OnMessage = (_, _) => throw new InvalidOperationException("a bug");
        await _world.SendAsync("a", Cancelled);
        foreach (var seconds in new[] { 2, 4, 8, 16, 32, 64, 128 })
        {
            Assert.Single(await _world.RunVisibleAsync(Cancelled));
            _world.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Empty(await _world.RunVisibleAsync(Cancelled));
            _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], _world.Handled.Select(m => m.Attempt));
        Assert.Equal(TimeSpan.FromMinutes(5), _world.Settings.BackOff(100));
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_a_dead_letter_with_its_times_and_without_payload()
    {
        _world.Settings.MaxAttempts = 3;
        _world.OnMessage = (_, _) => throw new InvalidOperationException("password=hunter2");
        await _world.SendAsync("a", Cancelled);
        for (var i = 0; i < 3; i++)
        {
            Assert.Single(await _world.RunVisibleAsync(Cancelled));
            _world.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Empty(await _world.RunVisibleAsync(Cancelled));
        var letter = Assert.Single(await _world.LettersAsync(Cancelled));
        Assert.Equal(("handler-failed", "a", _world.Queue, 3), (letter.Reason, letter.SubjectId, letter.Stage, letter.Attempts.Count));
        Assert.Equal("InvalidOperationException", letter.Detail);
        Assert.Equal(letter.Attempts.Order(), letter.Attempts);
    }

    [Fact]
    public async Task What_no_try_can_help_is_set_aside_at_once()
    {
        _world.OnMessage = (_, _) => ValueTask.FromResult<MessageOutcome>(new MessageOutcome.Rejected(Reason.AlertMissing, "gone"));
        await _world.SendAsync("a", Cancelled);
        await _world.RunVisibleAsync(Cancelled);
        Assert.Equal(("alert-missing", "gone"), Assert.Single((await _world.LettersAsync(Cancelled)).Select(l => (l.Reason, l.Detail))));
    }

    [Fact]
    public async Task Waiting_for_something_costs_no_attempt_however_often()
    {
        _world.OnMessage = (_, _) => ValueTask.FromResult<MessageOutcome>(
            new MessageOutcome.RetryLater(TimeSpan.FromSeconds(5), Reason.ReferenceDataNotLoaded));
        await _world.SendAsync("a", Cancelled);
        for (var i = 0; i < 50; i++)
        {
            Assert.Single(await _world.RunVisibleAsync(Cancelled));
            _world.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.All(_world.Handled, m => Assert.Equal(0, m.Attempt));
        Assert.Empty(await _world.LettersAsync(Cancelled));
    }

    [Fact]
    public async Task Storage_that_is_away_costs_no_attempt_either()
    {
        _world.OnMessage = (_, _) => throw new StorageUnavailableException("full", TimeSpan.FromSeconds(60), null);
        await _world.SendAsync("a", Cancelled);
        await _world.RunVisibleAsync(Cancelled);
        _world.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await _world.RunVisibleAsync(Cancelled));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await _world.RunVisibleAsync(Cancelled));
        Assert.All(_world.Handled, m => Assert.Equal(0, m.Attempt));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task A_message_that_was_in_hand_at_five_deaths_is_set_aside_unseen(int dequeueCount, bool isHandled)
    {
        await _world.Runner.RunAsync(_world, _world.Message("a").ToJson(), dequeueCount, Cancelled);
        Assert.Equal(isHandled, !_world.Handled.IsEmpty);
        Assert.Equal(isHandled ? [] : ["crashed-repeatedly"], (await _world.LettersAsync(Cancelled)).Select(l => l.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("{\"schema\":null,\"id\":\"a\",\"revision\":0,\"enqueuedAt\":\"2026-03-16T09:00:00Z\",\"attempt\":0}")]
    [InlineData("not json \u0000 at all")]
    public async Task What_is_no_message_is_a_dead_letter_and_no_crash(string body)
    {
        await _world.Runner.RunAsync(_world, Encoding.UTF8.GetBytes(body), 1, Cancelled);
        Assert.Empty(_world.Handled);
        Assert.Equal("message-malformed", Assert.Single(await _world.LettersAsync(Cancelled)).Reason);
    }

    [Fact]
    public async Task A_stop_is_no_attempt()
    {
        using var stop = new CancellationTokenSource();
        _world.OnMessage = (_, cancelled) =>
        {
            stop.Cancel();
            cancelled.ThrowIfCancellationRequested();
            return ValueTask.FromResult(MessageOutcome.Completed);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _world.Runner.RunAsync(_world, _world.Message("a").ToJson(), 1, stop.Token));
        Assert.Empty(await _world.LettersAsync(Cancelled));
    }

    [Fact]
    public async Task A_letter_that_comes_again_keeps_its_first_time()
    {
        _world.OnMessage = (_, _) => ValueTask.FromResult<MessageOutcome>(new MessageOutcome.Rejected(Reason.ProfileMissing, "no profile"));
        await _world.SendAsync("a", Cancelled);
        await _world.RunVisibleAsync(Cancelled);
        var first = Assert.Single(await _world.LettersAsync(Cancelled));
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.SendAsync("a", Cancelled);
        await _world.RunVisibleAsync(Cancelled);
        var again = Assert.Single(await _world.LettersAsync(Cancelled));
        Assert.Equal((first.Id, first.FirstSeen, first.LastSeen + TimeSpan.FromHours(1)), (again.Id, again.FirstSeen, again.LastSeen));
    }

    public void Dispose() => _world.Dispose();
}
