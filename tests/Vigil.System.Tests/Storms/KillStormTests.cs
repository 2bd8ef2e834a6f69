using Xunit;

namespace Vigil.SystemTests.Storms;

public sealed class KillStormTests
{
    [Fact]
    public Task A_process_that_is_killed_at_random_moments_loses_nothing_and_doubles_nothing() =>
        KillStormRun.AssertSoundAsync(processes: 1, alerts: 3_600, groups: 20, kills: 8);
}
