using System.Net;
using Vigil.Core.Intake;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Instances;

public sealed class SourceAddressesTests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.7", true)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.0/24", "192.0.3.7", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::1", "2001:db8::1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("192.0.2.0/24", null, false)]
    public void Only_listed_addresses_pass(string listed, string? source, bool allowed) =>
        Assert.Equal(allowed, SourceAddresses.TryRead([listed])!.Allow(source is null ? null : IPAddress.Parse(source)));

    [Fact]
    public void Without_a_list_every_address_passes()
    {
        Assert.True(SourceAddresses.Any.Allow(null));
        Assert.True(SourceAddresses.TryRead([])!.Allow(IPAddress.Loopback));
    }

    [Theory]
    [InlineData("somewhere")]
    [InlineData("192.0.2.0/33")]
    [InlineData("")]
    public void What_is_no_address_is_refused(string text) => Assert.Null(SourceAddresses.TryRead([text]));

    [Theory]
    [InlineData("127.0.0.0/8", Reason.None)]
    [InlineData("192.0.2.0/24", Reason.SourceNotAllowed)]
    public async Task A_listed_address_still_has_to_prove_itself(string listed, Reason expected)
    {
        using var intake = new TestIntake(o =>
        {
            var instance = new InstanceOptions { Name = "github" };
            instance.Trust.Sources.Add(listed);
            o.Instances.Add(instance);
        });
        var good = await intake.GitHubAsync("{}");
        Assert.Equal(expected, (good as IntakeOutcome.Rejected)?.Reason ?? Reason.None);
        var bad = Assert.IsType<IntakeOutcome.Rejected>(await intake.GitHubAsync("{}", "another secret of good length!!!"));
        Assert.Equal(expected == Reason.None ? Reason.SignatureMismatch : expected, bad.Reason);
    }
}
