using Vigil.SystemTests.Storms;
using Xunit;

namespace Vigil.SystemTests.Azure;

public sealed class AzureKillStormTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Two_processes_on_one_account_that_are_killed_at_random_moments_lose_nothing_and_double_nothing() =>
        await KillStormRun.AssertSoundAsync(processes: 2, alerts: 80, groups: 4, kills: 2, await azurite.NewAccountAsync());
}
