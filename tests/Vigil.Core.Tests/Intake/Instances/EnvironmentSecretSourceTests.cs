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
    public async Task A_further_version_goes_on_without_the_first_one()
    {
        var source = new EnvironmentSecretSource(new Dictionary<string, string?> { ["VIGIL_SECRET_WEBHOOK_GITHUB_2"] = "second" });
        Assert.Equal(["2 second"], await ReadAsync(source, "webhook-github"));
        Assert.Equal(["1 second"], await ReadAsync(source, "webhook-github-2"));
    }

    [Fact]
    public async Task Of_a_variable_that_is_given_twice_the_later_counts()
    {
        var source = new EnvironmentSecretSource(
        [
            new("VIGIL_SECRET_WEBHOOK_GITHUB", "of the environment"),
            new("vigil_secret_webhook_github", "an override"),
        ]);
        Assert.Equal(["1 an override"], await ReadAsync(source, "webhook-github"));
    }

    [Fact]
    public async Task Names_that_are_next_to_nothing_break_nothing()
    {
        var source = new EnvironmentSecretSource([new("VIGIL_SECRET_", "a"), new("VIGIL_SECRET__2", "b"), new("VIGIL_SECRET_2", "c")]);
        Assert.Equal(["1 c"], await ReadAsync(source, "2"));
        Assert.Empty(await ReadAsync(source, "webhook-github"));
    }

    [Fact]
    public async Task An_instance_has_its_secret_in_the_variable_of_its_name()
    {
        Assert.Equal("VIGIL_SECRET_WEBHOOK_GITHUB_EU", EnvironmentSecretSource.VariableOf("github-eu"));
        var source = new EnvironmentSecretSource([new(EnvironmentSecretSource.VariableOf("github-eu"), "value")]);
        Assert.Equal(["1 value"], await ReadAsync(source, "webhook-github-eu"));
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
