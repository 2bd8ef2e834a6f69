using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>Work queues: visibility, receipts, redelivery, state.</summary>
public abstract class MessageQueuesContract : StorageContract<IMessageQueues>
{
    private const string Queue = Queues.Detections;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(48 * 1024)]
    public async Task A_message_arrives_as_it_was_sent(int size)
    {
        await Port.SendAsync(Queue, Bytes(size), TimeSpan.Zero, Cancellation);
        var message = await ReceiveOneAsync(Long);
        Assert.Equal(Bytes(size), message.Body.ToArray());
        Assert.Equal((Queue, 1), (message.Queue, message.DequeueCount));
        Assert.Equal(TimeSpan.Zero, message.InsertedAt.Offset);
    }

    [Fact]
    public async Task A_message_above_48_KiB_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        async () => await Port.SendAsync(Queue, Bytes((48 * 1024) + 1), TimeSpan.Zero, Cancellation));

    [Fact]
    public async Task An_empty_queue_gives_nothing_and_does_not_wait() =>
        Assert.Empty(await Port.ReceiveAsync(Queue, 32, Long, Cancellation));

    [Fact]
    public async Task A_message_stays_in_its_queue()
    {
        await Port.SendAsync(Queue, "x"u8.ToArray(), TimeSpan.Zero, Cancellation);
        Assert.Empty(await Port.ReceiveAsync(Queues.Findings, 32, Long, Cancellation));
        Assert.Equal(0, (await Port.StateAsync(Queues.Findings, Cancellation)).Depth);
    }

    [Fact]
    public async Task A_receive_takes_no_more_than_it_asked_for_and_none_twice()
    {
        var sent = await SendAsync(40);
        var first = await Port.ReceiveAsync(Queue, 32, Long, Cancellation);
        var second = await Port.ReceiveAsync(Queue, 32, Long, Cancellation);
        Assert.Equal((32, 8), (first.Count, second.Count));
        Assert.Equal(sent, first.Concat(second).Select(m => (int)m.Body.Span[0]).Order());
        Assert.Empty(await Port.ReceiveAsync(Queue, 32, Long, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public async Task A_receive_of_none_or_above_32_is_refused(int max) => await Assert.ThrowsAsync<ArgumentException>(
        async () => await Port.ReceiveAsync(Queue, max, Long, Cancellation));

    [Fact]
    public async Task Concurrent_consumers_never_hold_the_same_message()
    {
        var sent = await SendAsync(100);
        var received = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<int>();
            while (await Port.ReceiveAsync(Queue, 3, Long, Cancellation) is { Count: > 0 } batch)
            {
                mine.AddRange(batch.Select(m => (int)m.Body.Span[0]));
            }

            return mine;
        })));
        Assert.Equal(sent, received.SelectMany(m => m).Order());
    }

    [Fact]
    public async Task A_delayed_message_comes_after_its_delay()
    {
        await Port.SendAsync(Queue, "later"u8.ToArray(), Short, Cancellation);
        Assert.Empty(await Port.ReceiveAsync(Queue, 1, Long, Cancellation));
        await AdvanceAsync(Short);
        Assert.Equal(1, (await ReceiveOneAsync(Long)).DequeueCount);
    }

    [Fact]
    public async Task A_delay_above_seven_days_or_below_zero_is_refused()
    {
        await Port.SendAsync(Queue, default, TimeSpan.FromDays(7), Cancellation);
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Port.SendAsync(Queue, default, TimeSpan.FromDays(7) + TimeSpan.FromTicks(1), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Port.SendAsync(Queue, default, TimeSpan.FromTicks(-1), Cancellation));
    }

    [Fact]
    public async Task A_message_that_nobody_completed_comes_again_with_its_count_raised()
    {
        await Port.SendAsync(Queue, "x"u8.ToArray(), TimeSpan.Zero, Cancellation);
        var first = await ReceiveOneAsync(Short);
        await AdvanceAsync(Short);
        var second = await ReceiveOneAsync(Long);
        Assert.Equal((first.Id, 2, first.InsertedAt), (second.Id, second.DequeueCount, second.InsertedAt));
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await Port.SendAsync(Queue, "x"u8.ToArray(), TimeSpan.Zero, Cancellation);
        var message = await ReceiveOneAsync(Short);
        Assert.True(await Port.CompleteAsync(message, Cancellation));
        Assert.Equal(0, (await Port.StateAsync(Queue, Cancellation)).Depth);
        Assert.False(await Port.CompleteAsync(message, Cancellation));
        Assert.False(await Port.ReleaseAsync(message, TimeSpan.Zero, Cancellation));
        Assert.Null(await Port.ExtendAsync(message, Short, Cancellation));
    }

    [Fact]
    public async Task A_stale_receipt_has_no_effect()
    {
        await Port.SendAsync(Queue, "x"u8.ToArray(), TimeSpan.Zero, Cancellation);
        var stale = await ReceiveOneAsync(Short);
        await AdvanceAsync(Short);
        var fresh = await ReceiveOneAsync(Long);
        Assert.False(await Port.CompleteAsync(stale, Cancellation));
        Assert.False(await Port.ReleaseAsync(stale, TimeSpan.Zero, Cancellation));
        Assert.Null(await Port.ExtendAsync(stale, Short, Cancellation));
        Assert.Empty(await Port.ReceiveAsync(Queue, 1, Long, Cancellation));
        Assert.True(await Port.CompleteAsync(fresh, Cancellation));
    }

    [Fact]
    public async Task A_message_whose_time_ran_out_can_be_completed_until_it_is_received_again()
    {
        await Port.SendAsync(Queue, "x"u8.ToArray(), TimeSpan.Zero, Cancellation);
        var message = await ReceiveOneAsync(Short);
        await AdvanceAsync(Short + Short);
        Assert.True(await Port.CompleteAsync(message, Cancellation));
    }

    [Fact]
    public async Task A_released_message_comes_again_at_once_or_after_the_delay()
    {
        await Port.SendAsync(Queue, "x"u8.ToArray(), TimeSpan.Zero, Cancellation);
        var first = await ReceiveOneAsync(Long);
        Assert.True(await Port.ReleaseAsync(first, TimeSpan.Zero, Cancellation));
        var second = await ReceiveOneAsync(Long);
        Assert.Equal(2, second.DequeueCount);
        Assert.True(await Port.ReleaseAsync(second, Short, Cancellation));
        Assert.Empty(await Port.ReceiveAsync(Queue, 1, Long, Cancellation));
        Assert.False(await Port.CompleteAsync(second, Cancellation));
        await AdvanceAsync(Short);
        Assert.Equal(3, (await ReceiveOneAsync(Long)).DequeueCount);
    }

    [Fact]
    public async Task An_extended_message_stays_hidden_and_has_a_new_receipt()
    {
        await Port.SendAsync(Queue, "x"u8.ToArray(), TimeSpan.Zero, Cancellation);
        var message = await ReceiveOneAsync(Short);
        var extended = await Port.ExtendAsync(message, Long, Cancellation);
        await AdvanceAsync(Short + Short);
        Assert.Empty(await Port.ReceiveAsync(Queue, 1, Long, Cancellation));
        Assert.Equal((message.Id, 1, "x"), (extended!.Id, extended.DequeueCount, System.Text.Encoding.UTF8.GetString(extended.Body.Span)));
        Assert.False(await Port.CompleteAsync(message, Cancellation));
        Assert.True(await Port.CompleteAsync(extended, Cancellation));
    }

    [Fact]
    public async Task An_extension_counts_from_now_and_ends()
    {
        await Port.SendAsync(Queue, "x"u8.ToArray(), TimeSpan.Zero, Cancellation);
        var message = await ReceiveOneAsync(Long);
        Assert.NotNull(await Port.ExtendAsync(message, Short, Cancellation));
        await AdvanceAsync(Short);
        Assert.Equal(2, (await ReceiveOneAsync(Long)).DequeueCount);
    }

    [Fact]
    public async Task Depth_counts_hidden_messages_and_age_is_the_oldest()
    {
        Assert.Equal(new QueueState(0, TimeSpan.Zero), await Port.StateAsync(Queue, Cancellation));
        await SendAsync(2);
        await AdvanceAsync(Short);
        await Port.SendAsync(Queue, "young"u8.ToArray(), TimeSpan.Zero, Cancellation);
        await ReceiveOneAsync(Long);
        var state = await UntilAsync(() => Port.StateAsync(Queue, Cancellation), s => s.OldestAge >= Short);
        Assert.Equal(3, state.Depth);
    }

    [Fact]
    public async Task Messages_come_roughly_in_the_order_of_sending()
    {
        await SendAsync(30);
        var first = await Port.ReceiveAsync(Queue, 10, Long, Cancellation);
        Assert.All(first, m => Assert.InRange(m.Body.Span[0], 0, 19));
    }

    protected async Task<ReceivedMessage> ReceiveOneAsync(TimeSpan visibility) =>
        Assert.Single(await UntilAsync(() => Port.ReceiveAsync(Queue, 1, visibility, Cancellation), m => m.Count > 0));

    private async Task<IEnumerable<int>> SendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Port.SendAsync(Queue, new[] { (byte)i }, TimeSpan.Zero, Cancellation);
        }

        return Enumerable.Range(0, count);
    }
}
