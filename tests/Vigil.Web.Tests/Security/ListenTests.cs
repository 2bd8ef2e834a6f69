using System.Net;
using Microsoft.Extensions.Configuration;
using Vigil.Cli.Up;
using Vigil.Web.Security;
using Xunit;

namespace Vigil.Web.Tests.Security;

/// <summary>Where the one-machine head may listen.</summary>
public sealed class ListenTests
{
    [Theory]
    [InlineData("127.0.0.1", false, false, true)]
    [InlineData("::1", false, false, true)]
    [InlineData("0.0.0.0", false, false, false)]
    [InlineData("::", false, false, false)]
    [InlineData("10.0.0.5", false, false, false)]
    [InlineData("0.0.0.0", true, false, false)]
    [InlineData("0.0.0.0", false, true, false)]
    [InlineData("0.0.0.0", true, true, true)]
    [InlineData("127.0.0.1", true, true, true)]
    [InlineData("127.0.0.1", true, false, false)]
    [InlineData("127.0.0.1", false, true, false)]
    public void Half_a_login_is_none_and_without_one_only_loopback_will_do(string address, bool authority, bool audience, bool allowed)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new(LoginSettings.AuthorityKey, authority ? LoginServer.Authority : null),
            new(LoginSettings.AudienceKey, audience ? LoginServer.Audience : null),
        ]).Build();
        var why = Authentication.WhyNotListenOn(IPAddress.Parse(address), configuration);
        Assert.Equal(allowed, why is null);
    }
}
