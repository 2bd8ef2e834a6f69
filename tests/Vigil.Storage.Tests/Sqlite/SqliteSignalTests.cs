using Vigil.Core.Ports;
using Vigil.Testing;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>Consumers sleep until there is something to do.</summary>
public sealed class SqliteSignalTests : IAsyncDisposable
{
    private static readonly TimeSpan s_atMost = TimeSpan.FromHours(1);

    private readonly SqliteStorage _storage = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IMessageSignal Signal => _storage.Get<IMessageSignal>();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task A_message_that_is_there_already_is_not_waited_for()
    {
        await SendAsync(_storage, TimeSpan.Zero);
        await Signal.WaitAsync(Queues.Detections, s_atMost, Cancellation);
    }

    [Fact]
    public async Task A_message_of_this_process_wakes_at_once()
    {
        var waiting = Signal.WaitAsync(Queues.Detections, s_atMost, Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);
        await SendAsync(_storage, TimeSpan.Zero);
        await waiting;
    }

    [Fact]
    public async Task A_claim_check_wakes_at_once()
    {
        var waiting = Signal.WaitAsync(Queues.Detections, s_atMost, Cancellation).AsTask();
        await _storage.Get<IClaimCheck>().CreateAndSendAsync(Containers.Alerts, "a", default, null, Queues.Detections, default, Cancellation);
        await waiting;
    }

    [Fact]
    public async Task A_message_for_another_queue_does_not_wake()
    {
        var waiting = Signal.WaitAsync(Queues.Findings, s_atMost, Cancellation).AsTask();
        await SendAsync(_storage, TimeSpan.Zero);
        Assert.False(waiting.IsCompleted);
        _storage.Time.Advance(s_atMost);
        await AdvanceUntilAsync(waiting);
    }

    [Fact]
    public async Task A_message_of_another_process_wakes_with_the_next_look()
    {
        await using var other = new SqliteStorage(_storage.Directory, new ManualTime());
        var waiting = Signal.WaitAsync(Queues.Detections, s_atMost, Cancellation).AsTask();
        await SendAsync(other, TimeSpan.Zero);
        Assert.False(waiting.IsCompleted);
        var before = _storage.Time.GetUtcNow();
        await AdvanceUntilAsync(waiting);
        Assert.True(_storage.Time.GetUtcNow() - before < s_atMost);
    }

    [Fact]
    public async Task A_delayed_message_wakes_when_it_becomes_visible()
    {
        await SendAsync(_storage, TimeSpan.FromSeconds(2));
        var waiting = Signal.WaitAsync(Queues.Detections, s_atMost, Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);
        await AdvanceUntilAsync(waiting);
        Assert.Single(await _storage.Queues.ReceiveAsync(Queues.Detections, 1, s_atMost, Cancellation));
    }

    [Fact]
    public async Task Waiting_ends_with_its_time_and_with_cancellation()
    {
        await AdvanceUntilAsync(Signal.WaitAsync(Queues.Detections, TimeSpan.FromSeconds(1), Cancellation).AsTask());
        using var cancel = new CancellationTokenSource();
        var waiting = Signal.WaitAsync(Queues.Detections, s_atMost, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static ValueTask SendAsync(SqliteStorage storage, TimeSpan delay) =>
        storage.Queues.SendAsync(Queues.Detections, "m"u8.ToArray(), delay, Cancellation);

    private async Task AdvanceUntilAsync(Task waiting)
    {
        while (!waiting.IsCompleted)
        {
            Cancellation.ThrowIfCancellationRequested();
            _storage.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        await waiting;
    }
}
