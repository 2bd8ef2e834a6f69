using Xunit;

namespace Vigil.ServiceBus.Tests;

/// <summary>Locks, and what becomes of a message whose settlement fails.</summary>
public sealed class SettlementTests : IAsyncDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly BrokerWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_message_stays_locked_longer_than_the_broker_locks_it()
    {
        await PublishAsync();
        var held = await _world.ReceiveOneAsync(5 * s_minute);
        for (var i = 0; i < 4; i++)
        {
            var until = Assert.Single(_world.Incidents.Messages).VisibleAt;
            _world.Time.Advance(TimeSpan.FromSeconds(50));
            await UntilAsync(() => _world.Incidents.Messages[0].VisibleAt > until);
        }

        Assert.True(await _world.Queue.CompleteAsync(held, Cancellation));
    }

    [Fact]
    public async Task A_broker_that_forgot_its_locks_gives_the_message_out_again()
    {
        await PublishAsync();
        var lost = await _world.ReceiveOneAsync(5 * s_minute);
        _world.Incidents.LoseLocks();
        Assert.False(await _world.Queue.CompleteAsync(lost, Cancellation));
        Assert.Equal(2, (await _world.ReceiveOneAsync(s_minute)).DeliveryCount);
    }

    [Fact]
    public async Task Who_lost_the_lock_leaves_no_copy_behind()
    {
        await PublishAsync();
        var lost = await _world.ReceiveOneAsync(5 * s_minute);
        _world.Incidents.LoseLocks();
        Assert.False(await _world.Queue.ReleaseAsync(lost, s_minute, Cancellation));
        Assert.Single(_world.Incidents.Messages);
    }

    [Fact]
    public async Task A_release_that_is_cut_between_copy_and_completion_loses_nothing()
    {
        await PublishAsync();
        var message = await _world.ReceiveOneAsync(5 * s_minute);
        _world.Incidents.Scheduled += _world.Incidents.LoseLocks;
        Assert.False(await _world.Queue.ReleaseAsync(message, s_minute, Cancellation));
        var again = await _world.ReceiveOneAsync(10 * s_minute);
        _world.Time.Advance(s_minute);
        var copy = await _world.ReceiveOneAsync(10 * s_minute);
        Assert.Equal((message.Message.MessageId, message.Message.MessageId), (again.Message.MessageId, copy.Message.MessageId));
    }

    [Fact]
    public async Task Each_release_counts_and_the_copies_keep_the_id_of_the_message()
    {
        await PublishAsync();
        for (var delivery = 1; delivery <= 12; delivery++)
        {
            var message = await _world.ReceiveOneAsync(5 * s_minute);
            Assert.Equal(("i:1", delivery), (message.Message.MessageId, message.DeliveryCount));
            Assert.Equal(BrokerWorld.Message("i", 1, 0).Properties, message.Message.Properties.ToDictionary());
            Assert.True(await _world.Queue.ReleaseAsync(message, s_minute, Cancellation));
            _world.Time.Advance(s_minute);
        }

        Assert.Single(_world.Incidents.Messages);
    }

    [Fact]
    public async Task What_nobody_can_take_ends_among_the_dead_letters_by_the_brokers_word()
    {
        await PublishAsync();
        for (var delivery = 0; delivery < _world.Incidents.MaxDeliveryCount; delivery++)
        {
            Assert.True(await _world.Queue.ReleaseAsync(await _world.ReceiveOneAsync(5 * s_minute), TimeSpan.Zero, Cancellation));
        }

        Assert.Empty(await _world.Queue.ReceiveAsync(1, s_minute, Cancellation));
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(await _world.Queue.ReceiveDeadLettersAsync(1, s_minute, Cancellation)).Reason);
    }

    [Fact]
    public async Task A_reason_longer_than_the_broker_takes_is_cut()
    {
        await PublishAsync();
        Assert.True(await _world.Queue.DeadLetterAsync(await _world.ReceiveOneAsync(s_minute), new string('r', 4097), new string('d', 4096), Cancellation));
        var dead = Assert.Single(await _world.Queue.ReceiveDeadLettersAsync(1, s_minute, Cancellation));
        Assert.Equal((new string('r', 4096), new string('d', 4096)), (dead.Reason, dead.Description));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private ValueTask PublishAsync() => _world.Queue.PublishAsync(BrokerWorld.Message("i", 1, 100), Cancellation);
}
