using Microsoft.Extensions.Options;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Limits;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Intake.Limits;

public sealed class QueuePressureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliveries_are_put_off_from_the_depth_on()
    {
        using var intake = new TestIntake(o => o.MaxQueueDepth = 2);
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("1"));
        intake.Time.Advance(QueuePressure.CachedFor);
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("2"));
        intake.Time.Advance(QueuePressure.CachedFor);

        var later = Assert.IsType<IntakeOutcome.RetryLater>(await intake.GitHubAsync("3"));

        Assert.Equal((Reason.BackPressure, intake.Options.BackPressureRetryAfter), (later.Reason, later.After));
        Assert.Equal(2, (await intake.NamesAsync(Containers.Alerts)).Count);
    }

    [Fact]
    public async Task Deliveries_are_put_off_from_the_age_on_and_taken_again_when_the_queue_is_empty()
    {
        using var intake = new TestIntake(o => o.MaxQueueAge = TimeSpan.FromMinutes(10));
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("1"));
        intake.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("2"));
        intake.Time.Advance(QueuePressure.CachedFor);
        Assert.IsType<IntakeOutcome.RetryLater>(await intake.GitHubAsync("3"));

        foreach (var message in await intake.Queues.ReceiveAsync(Queues.Detections, 32, TimeSpan.FromMinutes(1), Stop))
        {
            await intake.Queues.CompleteAsync(message, Stop);
        }

        intake.Time.Advance(QueuePressure.CachedFor);
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("3"));
    }

    [Fact]
    public async Task One_delivery_asks_and_the_others_do_not_wait_for_it()
    {
        var time = new ManualTime();
        var queues = new SlowQueues();
        var pressure = new QueuePressure(queues, Options.Create(new IntakeOptions { MaxQueueDepth = 5 }), time);

        var first = pressure.IsTooHighAsync(Stop).AsTask();
        Assert.False(first.IsCompleted);
        Assert.False(await pressure.IsTooHighAsync(Stop));
        queues.Answer.SetResult(new QueueState(5, TimeSpan.Zero));
        Assert.True(await first);

        time.Advance(QueuePressure.CachedFor - TimeSpan.FromTicks(1));
        Assert.True(await pressure.IsTooHighAsync(Stop));
        Assert.Equal(1, queues.Asked);

        queues.Answer = new TaskCompletionSource<QueueState>();
        time.Advance(TimeSpan.FromTicks(1));
        var failing = pressure.IsTooHighAsync(Stop).AsTask();
        Assert.True(await pressure.IsTooHighAsync(Stop));
        queues.Answer.SetException(new StorageUnavailableException("down", TimeSpan.FromSeconds(1), null));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => failing);

        queues.Answer = new TaskCompletionSource<QueueState>();
        queues.Answer.SetResult(new QueueState(0, TimeSpan.Zero));
        Assert.False(await pressure.IsTooHighAsync(Stop));
        Assert.Equal(3, queues.Asked);
    }
}
