using Vigil.Core.Intake;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Instances;

public sealed class IntakeOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Null(Faults(new IntakeOptions()));

    [Theory]
    [InlineData("github-eu", "github", null)]
    [InlineData("github", null, null)]
    [InlineData("g-2", "github", null)]
    [InlineData("github-2", "github", "further secrets of 'github'")]
    [InlineData("GitHub", "github", "is no name")]
    [InlineData("", "github", "is no name")]
    [InlineData("a_b", "github", "is no name")]
    [InlineData("mine", "githbu", "'githbu', which does not exist")]
    [InlineData("mine", null, "'mine', which does not exist")]
    public void An_instance_needs_a_name_and_a_profile(string name, string? profile, string? fault)
    {
        var options = new IntakeOptions { Instances = [new InstanceOptions { Name = name, Profile = profile }] };
        if (fault is null)
        {
            Assert.Null(Faults(options));
        }
        else
        {
            Assert.Contains(fault, Faults(options), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void A_name_has_forty_characters_at_most(int length, bool valid)
    {
        var options = new IntakeOptions { Instances = [new InstanceOptions { Name = new string('n', length), Profile = "github" }] };
        Assert.Equal(valid, Faults(options) is null);
    }

    [Fact]
    public void Every_bad_limit_is_told_by_its_key()
    {
        var faults = Faults(new IntakeOptions
        {
            DedupWindow = TimeSpan.FromSeconds(59),
            RatePerSecond = 0,
            Burst = 0,
            MaxTrackedAddresses = 1,
            MaxQueueDepth = 0,
            MaxQueueAge = TimeSpan.Zero,
            BackPressureRetryAfter = TimeSpan.Zero,
            MaxJsonTokens = 0,
            Instances = [new InstanceOptions { Name = "github", Tenant = "" }, new InstanceOptions { Name = "github", Limits = { Burst = 0 } }],
        });
        foreach (var key in (string[])["DedupWindow", "RatePerSecond", "Burst", "MaxTrackedAddresses", "MaxQueueDepth", "MaxQueueAge",
            "BackPressureRetryAfter", "MaxJsonTokens", "needs a tenant", "there 2 times"])
        {
            Assert.Contains(key, faults, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("192.0.2.0/24", "6a3d0c2f-0d5b-4f57-9a1d-0d3a5a1b2c3d", null)]
    [InlineData("somewhere", null, "Trust:Sources")]
    [InlineData("192.0.2.7", "contoso.example", "Trust:EntraTenant")]
    public void Trust_is_checked_at_the_start(string source, string? tenant, string? fault)
    {
        var options = new IntakeOptions { Instances = [new InstanceOptions { Name = "github", Trust = { Sources = [source], EntraTenant = tenant } }] };
        Assert.Equal(fault is null, Faults(options) is null);
        Assert.Contains(fault ?? "", Faults(options) ?? "", StringComparison.Ordinal);
    }

    private static string? Faults(IntakeOptions options) => new IntakeOptionsValidator(TestSenders.Find).Validate(null, options).FailureMessage;
}
