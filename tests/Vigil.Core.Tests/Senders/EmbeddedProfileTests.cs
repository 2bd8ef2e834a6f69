using Vigil.Core.Senders;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Senders;

public sealed class EmbeddedProfileTests
{
    public static TheoryData<string> Names => [.. ProfileCatalog.LoadEmbedded().Profiles.Select(p => p.Name)];

    [Fact]
    public void Every_profile_that_ships_stands_in_the_table_of_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        Assert.All(ProfileCatalog.LoadEmbedded().Profiles, p => Assert.Contains($"\n| `{p.Name}` | ", readme, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_of_a_profile_comes_out_as_it_says(string name)
    {
        var differences = ProfileExamples.Run(ProfileCatalog.LoadEmbedded().Find(name)!);

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_profile_shows_at_least_three_alerts_and_one_that_is_none(string name)
    {
        var examples = ProfileCatalog.LoadEmbedded().Find(name)!.Examples;

        Assert.True(examples.Count >= 3, $"{examples.Count} examples");
        Assert.Contains(examples, e => e.Expect.Ignored is not null || e.Expect.Failed.Count > 0);
    }
}
