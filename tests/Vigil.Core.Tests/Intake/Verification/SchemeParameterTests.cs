using Vigil.Core.Senders;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>A profile cannot ask for a verification that protects less than it seems to.</summary>
public sealed class SchemeParameterTests
{
    [Theory]
    [InlineData("hmac", "", "header")]
    [InlineData("hmac", "header: H\nalgorithm: md5", "sha256")]
    [InlineData("hmac", "header: H\nencoding: base32", "base64")]
    [InlineData("hmac", "header: H\ntemplate: '{id}.{body}'", "idHeader")]
    [InlineData("hmac", "header: H\nidHeader: I", "idHeader")]
    [InlineData("hmac", "header: H\ntemplate: '{timestamp}{body}'", "timestampHeader")]
    [InlineData("hmac", "header: H\ntimestampHeader: T", "timestampHeader")]
    [InlineData("hmac", "header: H\ntemplate: 'v0'", "{body}")]
    [InlineData("hmac", "header: H\ntemplate: '{body}{body}'", "{body}")]
    [InlineData("hmac", "header: H\ntemplate: '{bdy}'", "{body}")]
    [InlineData("hmac", "header: H\nseparator: '; '", "separator")]
    [InlineData("shared-secret", "", "header")]
    [InlineData("hmac", "header: H\ntimestampField: t\ntemplate: '{timestamp}{body}'", "separator")]
    [InlineData("hmac", "header: [H, I]\nseparator: ','\ntimestampField: t\ntemplate: '{timestamp}{body}'", "single")]
    [InlineData("hmac", "header: H\ntimestampHeader: T\ntimestampField: t\nseparator: ','\ntemplate: '{timestamp}{body}'", "timestamp")]
    [InlineData("hmac", "header: H\nsecretEncoding: base32", "base64")]
    [InlineData("standard-webhooks", "headers: hook", "svix")]
    [InlineData("standard-webhooks", "header: x", "headers")]
    [InlineData("shared-secret", "in: cookie", "query")]
    [InlineData("shared-secret", "in: query", "name")]
    [InlineData("shared-secret", "in: bearer\nheader: X", "header")]
    [InlineData("ecdsa", "header: S", "{timestamp}")]
    [InlineData("ecdsa", "header: S\ntemplate: '{body}'", "{timestamp}")]
    [InlineData("jwt", "issuers: [a]", "keys")]
    [InlineData("jwt", "keys: https://login.example/keys", "issuers")]
    [InlineData("jwt", "issuers: [a]\nkeys: http://login.example/keys", "https")]
    [InlineData("jwt", "issuers: [a]\nkeys: https://{tenant}.example/keys", "fixed")]
    [InlineData("sns", "topic: t", "topic")]
    [InlineData("graph", "clientState: x", "clientState")]
    [InlineData("hmca", "header: H", "hmac")]
    [InlineData("none", "", "none")]
    public void A_bad_parameter_is_told_with_its_line(string scheme, string yaml, string named)
    {
        var error = Assert.Throws<ProfileException>(() => Schemes.Create(scheme, yaml));
        Assert.Contains(named, error.Problem, StringComparison.Ordinal);
        Assert.Equal("test.yaml", error.File);
        Assert.True(error.Line >= 1);
    }

    [Fact]
    public void Only_a_signed_timestamp_counts_as_covered()
    {
        Assert.True(Schemes.Standard.CoversTimestamp);
        Assert.True(Schemes.Hmac(Schemes.SlackYaml).CoversTimestamp);
        Assert.False(Schemes.GitHub.CoversTimestamp);
        Assert.False(Schemes.Bearer.CoversTimestamp);
    }
}
