using System.Net;
using Microsoft.Extensions.Options;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Limits;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Intake.Limits;

public sealed class DeliveryRateTests
{
    private static readonly SenderInstance s_github = Instance("github", new InstanceLimits());

    private readonly ManualTime _time = new();

    [Fact]
    public void A_burst_passes_and_the_next_one_waits_for_one_token()
    {
        var rate = Rate(perSecond: 4, burst: 3);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(TimeSpan.Zero, rate.Take(s_github, IPAddress.Loopback)));
        Assert.Equal(TimeSpan.FromMilliseconds(250), rate.Take(s_github, IPAddress.Loopback));

        _time.Advance(TimeSpan.FromMilliseconds(125));
        Assert.Equal(TimeSpan.FromMilliseconds(125), rate.Take(s_github, IPAddress.Loopback));
        _time.Advance(TimeSpan.FromMilliseconds(125));
        Assert.Equal(TimeSpan.Zero, rate.Take(s_github, IPAddress.Loopback));
        Assert.NotEqual(TimeSpan.Zero, rate.Take(s_github, IPAddress.Loopback));
    }

    [Fact]
    public void Silence_saves_up_a_burst_and_no_more()
    {
        var rate = Rate(perSecond: 10, burst: 2);
        Assert.Equal(TimeSpan.Zero, rate.Take(s_github, IPAddress.Loopback));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, Enumerable.Range(0, 10).Count(_ => rate.Take(s_github, IPAddress.Loopback) == TimeSpan.Zero));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("0.0.0.0", "::", false)]
    public void A_source_is_an_ipv4_address_or_an_ipv6_network(string one, string other, bool same)
    {
        var rate = Rate(perSecond: 1, burst: 1);
        Assert.Equal(TimeSpan.Zero, rate.Take(s_github, IPAddress.Parse(one)));
        Assert.Equal(!same, rate.Take(s_github, IPAddress.Parse(other)) == TimeSpan.Zero);
    }

    [Fact]
    public void Instances_have_buckets_and_limits_of_their_own()
    {
        var rate = Rate(perSecond: 1, burst: 1);
        var falco = Instance("falco", new InstanceLimits { Burst = 2 });
        Assert.Equal(TimeSpan.Zero, rate.Take(s_github, null));
        Assert.Equal(2, Enumerable.Range(0, 10).Count(_ => rate.Take(falco, null) == TimeSpan.Zero));
    }

    [Fact]
    public void Memory_is_bounded_and_who_keeps_sending_is_not_forgotten()
    {
        var rate = Rate(perSecond: 0.001, burst: 1, tracked: 100);
        Assert.Equal(TimeSpan.Zero, rate.Take(s_github, IPAddress.Loopback));
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(TimeSpan.Zero, rate.Take(s_github, new IPAddress(0x0A000000L + i)));
            Assert.NotEqual(TimeSpan.Zero, rate.Take(s_github, IPAddress.Loopback));
            Assert.InRange(rate.Tracked, 1, 100);
        }
    }

    [Fact]
    public async Task Who_sends_too_much_is_told_when_to_come_again()
    {
        using var intake = new TestIntake(o => (o.RatePerSecond, o.Burst) = (0.5, 1));
        Assert.IsType<IntakeOutcome.Accepted>(await intake.GitHubAsync("{}"));
        var later = Assert.IsType<IntakeOutcome.RetryLater>(await intake.GitHubAsync("{}"));
        Assert.Equal((Reason.RateLimited, TimeSpan.FromSeconds(2)), (later.Reason, later.After));
    }

    private static SenderInstance Instance(string name, InstanceLimits limits) =>
        new(name, name, "default", new Dictionary<string, string>(), limits, IsConfigured: true);

    private DeliveryRate Rate(double perSecond, int burst, int tracked = 1000) => new(
        Options.Create(new IntakeOptions { RatePerSecond = perSecond, Burst = burst, MaxTrackedAddresses = tracked }), _time);
}
