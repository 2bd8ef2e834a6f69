using Xunit;

namespace Vigil.SystemTests.Storms;

public sealed class KillStormOfTwoTests
{
    [Fact]
    public Task Two_processes_on_one_directory_that_are_killed_at_random_moments_lose_nothing_and_double_nothing() =>
        KillStormRun.AssertSoundAsync(processes: 2, alerts: 1_500, groups: 10, kills: 6);
}
