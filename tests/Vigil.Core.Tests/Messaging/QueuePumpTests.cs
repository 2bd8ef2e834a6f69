using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Core.Tests.Messaging;

/// <summary>The pump that stands in for the Functions host on one machine.</summary>
public sealed class QueuePumpTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly MessagingWorld _world = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_handles_what_is_there_and_what_comes_and_ends_when_stopped()
    {
        using var stop = new CancellationTokenSource();
        var handled = new Countdown(200);
        _world.OnMessage = (_, _) => handled.Complete();
        for (var i = 0; i < 100; i++)
        {
            await _world.SendAsync($"before-{i}", Cancelled);
        }

        var pump = _world.Pump().RunAsync(stop.Token);
        for (var i = 0; i < 100; i++)
        {
            await _world.SendAsync($"while-{i}", Cancelled);
        }

        await handled.Task.WaitAsync(s_patience, Cancelled);
        await stop.CancelAsync();
        await pump.WaitAsync(s_patience, Cancelled);
        Assert.Equal(200, _world.Handled.Select(m => m.Id).Distinct().Count());
        Assert.Equal(0, (await _world.Queues.StateAsync(_world.Queue, Cancelled)).Depth);
    }

    [Fact]
    public async Task A_stop_lets_what_is_in_hand_finish()
    {
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        _world.OnMessage = async (_, cancelled) =>
        {
            started.SetResult();
            await finish.Task.WaitAsync(cancelled);
            return MessageOutcome.Completed;
        };
        await _world.SendAsync("a", Cancelled);
        var pump = _world.Pump().RunAsync(stop.Token);
        await started.Task.WaitAsync(s_patience, Cancelled);
        await stop.CancelAsync();
        Assert.False(pump.IsCompleted);
        finish.SetResult();
        await pump.WaitAsync(s_patience, Cancelled);
        Assert.Equal(0, (await _world.Queues.StateAsync(_world.Queue, Cancelled)).Depth);
    }

    [Fact]
    public async Task A_message_that_may_have_killed_the_process_runs_when_nothing_else_does()
    {
        using var stop = new CancellationTokenSource();
        await _world.SendAsync("suspect", Cancelled);
        for (var death = 0; death < 2; death++)
        {
            Assert.Single(await _world.Queues.ReceiveAsync(_world.Queue, 1, TimeSpan.FromSeconds(1), Cancelled));
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        for (var i = 0; i < 20; i++)
        {
            await _world.SendAsync($"innocent-{i}", Cancelled);
        }

        var inHand = 0;
        var besideSuspect = -1;
        var handled = new Countdown(21);
        _world.OnMessage = async (message, _) =>
        {
            var others = Interlocked.Increment(ref inHand) - 1;
            besideSuspect = message.Id == "suspect" ? others : besideSuspect;
            await Task.Yield();
            Interlocked.Decrement(ref inHand);
            return await handled.Complete();
        };
        var pump = _world.Pump().RunAsync(stop.Token);
        await handled.Task.WaitAsync(s_patience, Cancelled);
        await stop.CancelAsync();
        await pump.WaitAsync(s_patience, Cancelled);
        Assert.Equal(0, besideSuspect);
    }

    [Fact]
    public async Task A_queue_that_fails_in_an_unknown_way_is_tried_again()
    {
        using var stop = new CancellationTokenSource();
        var handled = new Countdown(1);
        _world.OnMessage = (_, _) => handled.Complete();
        await _world.SendAsync("a", Cancelled);
        var queues = new OnceBroken(_world.Queues);
        var pump = _world.Pump(queues).RunAsync(stop.Token);
        await queues.Broke.Task.WaitAsync(s_patience, Cancelled);
        while (!handled.Task.IsCompleted)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await pump.WaitAsync(s_patience, Cancelled);
        Assert.Equal("a", _world.Handled.First().Id);
    }

    public void Dispose() => _world.Dispose();

    private sealed class Countdown(int count)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public Task Task => _done.Task;

        public ValueTask<MessageOutcome> Complete()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _done.SetResult();
            }

            return ValueTask.FromResult(MessageOutcome.Completed);
        }
    }

    /// <summary>Queues whose first receive fails as no adapter should.</summary>
    private sealed class OnceBroken(IMessageQueues inner) : IMessageQueues
    {
        public TaskCompletionSource Broke { get; } = new();

        public ValueTask SendAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken) =>
            inner.SendAsync(queue, body, delay, cancellationToken);

        public ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
            Broke.TrySetResult() ? throw new InvalidOperationException("disk image is malformed") : inner.ReceiveAsync(queue, max, visibility, cancellationToken);

        public ValueTask<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => inner.CompleteAsync(message, cancellationToken);

        public ValueTask<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
            inner.ReleaseAsync(message, delay, cancellationToken);

        public ValueTask<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
            inner.ExtendAsync(message, visibility, cancellationToken);

        public ValueTask<QueueState> StateAsync(string queue, CancellationToken cancellationToken) => inner.StateAsync(queue, cancellationToken);
    }
}
