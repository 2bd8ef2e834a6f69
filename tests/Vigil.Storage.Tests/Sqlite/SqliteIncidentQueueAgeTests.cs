using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>A queue that nobody reads does not grow for ever.</summary>
public sealed class SqliteIncidentQueueAgeTests : IAsyncDisposable
{
    private static readonly TimeSpan s_timeToLive = TimeSpan.FromDays(14);

    private readonly SqliteStorage _storage = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IIncidentQueue Queue => _storage.Get<IIncidentQueue>();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task A_message_of_fourteen_days_stays_and_one_older_goes_with_the_next_publication()
    {
        await PublishAsync(1);
        _storage.Time.Advance(s_timeToLive);
        await PublishAsync(2);
        Assert.Equal(2, Count());
        _storage.Time.Advance(TimeSpan.FromTicks(1));
        await PublishAsync(3);
        Assert.Equal(["i:2", "i:3"], (await Queue.ReceiveAsync(10, TimeSpan.FromMinutes(1), Cancellation)).Select(m => m.Message.MessageId));
    }

    [Fact]
    public async Task A_message_that_somebody_holds_is_his_until_he_lets_go()
    {
        await PublishAsync(1);
        _storage.Time.Advance(s_timeToLive);
        var held = Assert.Single(await Queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Cancellation));
        _storage.Time.Advance(TimeSpan.FromMinutes(1));
        await PublishAsync(2);
        Assert.True(await Queue.ReleaseAsync(held, TimeSpan.Zero, Cancellation));
        await PublishAsync(3);
        Assert.Equal(2, Count());
    }

    [Fact]
    public async Task A_message_that_was_set_aside_does_not_go_with_the_old_ones()
    {
        await PublishAsync(1);
        var message = Assert.Single(await Queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Cancellation));
        Assert.True(await Queue.DeadLetterAsync(message, "reason", "description", Cancellation));
        _storage.Time.Advance(2 * s_timeToLive);
        await PublishAsync(2);
        Assert.Single(await Queue.ReceiveDeadLettersAsync(10, TimeSpan.FromMinutes(5), Cancellation));
    }

    [Fact]
    public async Task One_publication_removes_few_and_many_remove_all()
    {
        for (var i = 0; i < 100; i++)
        {
            await PublishAsync(i);
        }

        _storage.Time.Advance(s_timeToLive + TimeSpan.FromTicks(1));
        await PublishAsync(100);
        Assert.InRange(Count(), 50, 99);
        for (var i = 101; i < 120; i++)
        {
            await PublishAsync(i);
        }

        Assert.Equal(20, Count());
    }

    private async Task PublishAsync(int revision) => await Queue.PublishAsync(
        new IncidentMessage($"i:{revision}", "i", "body"u8.ToArray(), new Dictionary<string, string>()), Cancellation);

    private long Count() =>
        _storage.Get<SqliteDatabase>().Read(0, static (session, _) => session.Scalar("SELECT count(*) FROM incident_messages"));
}
