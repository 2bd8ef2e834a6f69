using Vigil.Core.Intake;
using Xunit;

namespace Vigil.Core.Tests.Intake.Instances;

public sealed class EnvironmentSecretSourceTests
{
    [Fact]
    public async Task Secrets_are_found_by_name_with_their_further_versions()
    {
        var source = new EnvironmentSecretSource(new Dictionary<string, string?>
        {
            ["VIGIL_SECRET_WEBHOOK_GITHUB"] = "first",
            ["VIGIL_SECRET_WEBHOOK_GITHUB_10"] = "tenth",
            ["vigil_secret_webhook_github_2"] = "second",
            ["VIGIL_SECRET_WEBHOOK_GITHUB_EU"] = "other",
            ["VIGIL_SECRET_WEBHOOK_GITHUB_1"] = "no version",
            ["VIGIL_SECRET_WEBHOOK_GITHUB_-3"] = "no version",
            ["VIGIL_SECRET_WEBHOOK_EMPTY"] = "",
            ["WEBHOOK_GITHUB"] = "unrelated",
        });

        Assert.Equal(["1 first", "2 second", "10 tenth"], await ReadAsync(source, "webhook-github"));
        Assert.Equal(["1 other"], await ReadAsync(source, "webhook-github-eu"));
        Assert.Empty(await ReadAsync(source, "webhook-empty"));
        Assert.Empty(await ReadAsync(source, "webhook-gitlab"));
    }

    [Fact]
    public async Task A_further_version_alone_is_no_secret_of_the_name()
    {
        var source = new EnvironmentSecretSource(new Dictionary<string, string?> { ["VIGIL_SECRET_WEBHOOK_GITHUB_2"] = "second" });
        Assert.Empty(await ReadAsync(source, "webhook-github"));
    }

    [Fact]
    public async Task A_secret_is_the_same_object_every_time_so_that_its_key_is_derived_once()
    {
        var source = new EnvironmentSecretSource(new Dictionary<string, string?> { ["VIGIL_SECRET_A"] = "value" });
        var one = await source.GetAsync("a", TestContext.Current.CancellationToken);
        var two = await source.GetAsync("a", TestContext.Current.CancellationToken);
        Assert.Same(one[0], two[0]);
    }

    private static async Task<IEnumerable<string>> ReadAsync(EnvironmentSecretSource source, string name) =>
        (await source.GetAsync(name, TestContext.Current.CancellationToken)).Select(s => $"{s.Version} {s.Value}");
}
