using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>The queue that incidents leave on.</summary>
public abstract class IncidentQueueContract : StorageContract<IIncidentQueue>
{
    /// <summary>The time of the store's clock.</summary>
    protected virtual DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_message_arrives_as_it_was_published()
    {
        await Port.PublishAsync(Message("i1", 1, 60_000), Cancellation);
        var received = await ReceiveOneAsync(Long);
        Assert.Equal(("i1:1", "i1", 1), (received.Message.MessageId, received.Message.Subject, received.DeliveryCount));
        Assert.Equal(Bytes(60_000), received.Message.Body.ToArray());
        Assert.Equal(Message("i1", 1, 0).Properties, received.Message.Properties.ToDictionary());
    }

    [Fact]
    public async Task An_empty_queue_gives_nothing_and_does_not_wait() => Assert.Empty(await Port.ReceiveAsync(10, Long, Cancellation));

    [Fact]
    public async Task A_message_id_published_twice_within_ten_minutes_comes_once()
    {
        await Port.PublishAsync(Message("i1", 1, 1), Cancellation);
        await Port.PublishAsync(Message("i1", 1, 2), Cancellation);
        await Port.PublishAsync(Message("i1", 2, 3), Cancellation);
        Assert.Equal(["i1:1", "i1:2"], (await ReceiveAllAsync()).Select(m => m.Message.MessageId).Order());
    }

    [Fact]
    public async Task A_message_id_is_remembered_after_its_message_was_completed()
    {
        await Port.PublishAsync(Message("i1", 1, 1), Cancellation);
        Assert.True(await Port.CompleteAsync(await ReceiveOneAsync(Long), Cancellation));
        await AdvanceAsync(TimeSpan.FromMinutes(10));
        await Port.PublishAsync(Message("i1", 1, 1), Cancellation);
        Assert.Empty(await Port.ReceiveAsync(10, Long, Cancellation));
    }

    [Fact]
    public async Task Of_concurrent_publications_of_one_id_one_arrives()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(async () => await Port.PublishAsync(Message("i1", 1, 1), Cancellation))));
        Assert.Single(await ReceiveAllAsync());
    }

    [Fact]
    public async Task A_locked_message_is_hidden_until_its_lock_ends_and_then_comes_again()
    {
        await Port.PublishAsync(Message("i1", 1, 1), Cancellation);
        var first = await ReceiveOneAsync(Short);
        Assert.Empty(await Port.ReceiveAsync(10, Long, Cancellation));
        await AdvanceAsync(Short);
        var second = await ReceiveOneAsync(Long);
        Assert.Equal(("i1:1", 2), (second.Message.MessageId, second.DeliveryCount));
        Assert.False(await Port.CompleteAsync(first, Cancellation));
        Assert.False(await Port.ReleaseAsync(first, TimeSpan.Zero, Cancellation));
        Assert.False(await Port.DeadLetterAsync(first, "reason", "description", Cancellation));
        Assert.True(await Port.CompleteAsync(second, Cancellation));
    }

    [Fact]
    public async Task A_released_message_comes_again_at_once_or_after_the_delay()
    {
        await Port.PublishAsync(Message("i1", 1, 1), Cancellation);
        Assert.True(await Port.ReleaseAsync(await ReceiveOneAsync(Long), TimeSpan.Zero, Cancellation));
        var second = await ReceiveOneAsync(Long);
        Assert.True(await Port.ReleaseAsync(second, Short, Cancellation));
        Assert.Empty(await Port.ReceiveAsync(10, Long, Cancellation));
        Assert.False(await Port.CompleteAsync(second, Cancellation));
        await AdvanceAsync(Short);
        Assert.Equal(3, (await ReceiveOneAsync(Long)).DeliveryCount);
    }

    [Fact]
    public async Task A_dead_lettered_message_is_out_of_the_queue()
    {
        await Port.PublishAsync(Message("i1", 1, 1), Cancellation);
        var message = await ReceiveOneAsync(Short);
        Assert.True(await Port.DeadLetterAsync(message, "unusable", "no such incident", Cancellation));
        await AdvanceAsync(Short);
        Assert.Empty(await Port.ReceiveAsync(10, Long, Cancellation));
        Assert.False(await Port.CompleteAsync(message, Cancellation));
    }

    [Fact]
    public async Task What_was_set_aside_is_found_among_the_dead_letters_as_it_was_with_reason_and_time()
    {
        await Port.PublishAsync(Message("i1", 1, 60_000), Cancellation);
        Assert.Empty(await Port.ReceiveDeadLettersAsync(10, Long, Cancellation));
        Assert.True(await Port.DeadLetterAsync(await ReceiveOneAsync(Long), "unusable", "no such incident: äöü", Cancellation));
        var dead = await ReceiveDeadAsync(Long);
        Assert.Equal(("unusable", "no such incident: äöü"), (dead.Reason, dead.Description));
        Assert.Equal(("i1:1", "i1"), (dead.Incident.Message.MessageId, dead.Incident.Message.Subject));
        Assert.Equal(Bytes(60_000), dead.Incident.Message.Body.ToArray());
        Assert.Equal(Message("i1", 1, 0).Properties, dead.Incident.Message.Properties.ToDictionary());
        Assert.InRange(dead.EnqueuedAt, Now - Long, Now + Long);
    }

    [Fact]
    public async Task A_dead_letter_that_was_completed_is_gone()
    {
        await SetAsideAsync();
        var dead = await ReceiveDeadAsync(Short);
        Assert.Empty(await Port.ReceiveDeadLettersAsync(10, Long, Cancellation));
        Assert.True(await Port.CompleteAsync(dead.Incident, Cancellation));
        Assert.False(await Port.CompleteAsync(dead.Incident, Cancellation));
        await AdvanceAsync(Short);
        Assert.Empty(await Port.ReceiveDeadLettersAsync(10, Long, Cancellation));
    }

    [Fact]
    public async Task A_dead_letter_whose_holder_died_or_gave_it_back_comes_again_and_stays_out_of_the_queue()
    {
        await SetAsideAsync();
        var lost = await ReceiveDeadAsync(Short);
        await AdvanceAsync(Short);
        var second = await ReceiveDeadAsync(Long);
        Assert.False(await Port.CompleteAsync(lost.Incident, Cancellation));
        Assert.True(await Port.ReleaseAsync(second.Incident, TimeSpan.Zero, Cancellation));
        Assert.Empty(await Port.ReceiveAsync(10, Long, Cancellation));
        Assert.True(await Port.CompleteAsync((await ReceiveDeadAsync(Long)).Incident, Cancellation));
    }

    [Fact]
    public async Task Concurrent_consumers_never_hold_the_same_message()
    {
        for (var i = 0; i < 40; i++)
        {
            await Port.PublishAsync(Message("i", i, 1), Cancellation);
        }

        var received = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(ReceiveAllAsync)));
        Assert.Equal(40, received.SelectMany(m => m).Select(m => m.Message.MessageId).Distinct().Count());
        Assert.Equal(40, received.Sum(m => m.Count));
    }

    [Fact]
    public async Task A_receive_takes_no_more_than_it_asked_for()
    {
        await Port.PublishAsync(Message("i", 1, 1), Cancellation);
        await Port.PublishAsync(Message("i", 2, 1), Cancellation);
        Assert.Single(await Port.ReceiveAsync(1, Long, Cancellation));
    }

    private static IncidentMessage Message(string incident, int revision, int size) => new(
        $"{incident}:{revision}",
        incident,
        Bytes(size),
        new Dictionary<string, string> { ["priority"] = "4", ["score"] = "97.5", ["sender"] = "github", ["title"] = "Zeichen äöü = \n" });

    private async Task<ReceivedIncident> ReceiveOneAsync(TimeSpan lockFor) =>
        Assert.Single(await UntilAsync(() => Port.ReceiveAsync(1, lockFor, Cancellation), m => m.Count > 0));

    private async Task<DeadLetteredIncident> ReceiveDeadAsync(TimeSpan lockFor) =>
        Assert.Single(await UntilAsync(() => Port.ReceiveDeadLettersAsync(1, lockFor, Cancellation), m => m.Count > 0));

    private async Task SetAsideAsync()
    {
        await Port.PublishAsync(Message("i1", 1, 1), Cancellation);
        Assert.True(await Port.DeadLetterAsync(await ReceiveOneAsync(Long), "unusable", "no such incident", Cancellation));
    }

    private async Task<List<ReceivedIncident>> ReceiveAllAsync()
    {
        var all = new List<ReceivedIncident>();
        while (await Port.ReceiveAsync(3, Long, Cancellation) is { Count: > 0 } batch)
        {
            all.AddRange(batch);
        }

        return all;
    }
}
