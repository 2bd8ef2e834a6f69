using Vigil.Core.Intake.Verification.Shared;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

public sealed class SharedSecretTests
{
    private const string Token = "a token of some length";

    public static TheoryData<string?, Reason> Presented => new()
    {
        { "Bearer " + Token, Reason.None },
        { "bearer " + Token, Reason.None },
        { Token, Reason.SignatureMalformed },
        { "Basic " + Token, Reason.SignatureMalformed },
        { "Bearer ", Reason.SignatureMalformed },
        { "", Reason.SignatureMalformed },
        { null, Reason.SignatureMissing },
        { "Bearer " + Token + " ", Reason.SignatureMismatch },
        { "Bearer " + Token[..^1], Reason.SignatureMismatch },
        { "Bearer " + Token.ToUpperInvariant(), Reason.SignatureMismatch },
        { "Bearer é\ud800", Reason.SignatureMismatch },
        { "Bearer " + new string('x', SharedSecretScheme.MaxTokenLength), Reason.SignatureMismatch },
        { "Bearer " + new string('x', SharedSecretScheme.MaxTokenLength + 1), Reason.SignatureMalformed },
    };

    [Theory]
    [MemberData(nameof(Presented))]
    public void Only_the_exact_token_passes(string? value, Reason expected)
    {
        var headers = new GivenHeaders { { "Authorization", value } };
        Assert.Equal(expected, Schemes.Bearer.Verify(headers, default, [new Secret("1", Token)], default).Reason);
    }

    [Fact]
    public void The_right_token_twice_is_malformed()
    {
        var headers = new GivenHeaders { { "Authorization", "Bearer " + Token }, { "authorization", "Bearer " + Token } };
        Assert.Equal(Reason.SignatureMalformed, Schemes.Bearer.Verify(headers, default, [new Secret("1", Token)], default).Reason);
    }

    [Fact]
    public void Any_header_can_carry_the_token()
    {
        var scheme = Schemes.Create("shared-secret", "header: cf-webhook-auth");
        Assert.Equal(Reason.None, scheme.Verify(new GivenHeaders { { "CF-Webhook-Auth", Token } }, default, [new Secret("1", Token)], default).Reason);
    }
}
