using Vigil.Core.Intake;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Storing;

/// <summary>Storage that fails before or after any of its writes: nothing is acknowledged then, and the sender's next try puts everything right.</summary>
public sealed class BrokenStorageTests
{
    private const string Body = """{"alert":1}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(IClaimCheck.CreateAndSendAsync), false)]
    [InlineData(nameof(IClaimCheck.CreateAndSendAsync), true)]
    [InlineData(FaultyStorage.BetweenCreateAndSend, true)]
    [InlineData(nameof(IBlobStore.CreateAsync), false)]
    [InlineData(nameof(IBlobStore.CreateAsync), true)]
    [InlineData(nameof(IBlobStore.FindAsync), false)]
    public async Task A_failed_write_is_answered_with_retry_later_and_the_next_try_completes_it(string operation, bool afterEffect)
    {
        using var intake = new TestIntake();
        var faults = new FaultyStorage(intake.Blobs, intake.Claims, operation, afterEffect);
        (intake.Blobs, intake.Claims) = (faults, faults);

        var later = Assert.IsType<IntakeOutcome.RetryLater>(await intake.GitHubAsync(Body));
        Assert.Equal((Reason.StorageUnavailable, TimeSpan.FromSeconds(3)), (later.Reason, later.After));

        var again = await intake.GitHubAsync(Body);
        var id = again is IntakeOutcome.Accepted accepted ? accepted.AlertId : Assert.IsType<IntakeOutcome.Duplicate>(again).AlertId;
        Assert.Equal(id, Assert.Single(await intake.NamesAsync(Containers.Alerts)));
        Assert.StartsWith("seen-", Assert.Single(await intake.NamesAsync(Containers.Done)), StringComparison.Ordinal);
        Assert.False((await intake.MetadataAsync(id)).PossibleReplay);
        var messages = await intake.Queues.ReceiveAsync(Queues.Detections, 32, TimeSpan.FromMinutes(1), Stop);
        Assert.NotEmpty(messages);
        Assert.All(messages, m => Assert.Equal(id, WorkMessage.Parse(m.Body.Span)!.Id));
    }

    [Fact]
    public async Task A_marker_without_its_alert_makes_no_later_delivery_a_replay()
    {
        using var intake = new TestIntake();
        var faults = new FaultyStorage(intake.Blobs, intake.Claims, nameof(IClaimCheck.CreateAndSendAsync), false);
        (intake.Blobs, intake.Claims) = (faults, faults);
        Assert.IsType<IntakeOutcome.RetryLater>(await intake.GitHubAsync(Body));
        Assert.Single(await intake.NamesAsync(Containers.Done));
        intake.Time.Advance(TimeSpan.FromDays(10));

        var accepted = Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync(Body));

        Assert.False((await intake.MetadataAsync(accepted.AlertId)).PossibleReplay);
    }
}
