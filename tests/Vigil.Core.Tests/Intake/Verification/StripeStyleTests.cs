using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>Timestamp and signatures in one header, as Stripe (<c>t=,v1=</c>), Rootly (nothing between) and Paddle (<c>ts=;h1=</c>) do.</summary>
public sealed class StripeStyleTests
{
    private const string Key = "the secret that both sides know!";
    private const string Body = """{"a":1}""";
    private const long Stamp = 1773651600;

    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(Stamp);

    [Theory]
    [InlineData("t={t},v1={right}", Reason.None)]
    [InlineData("v1={right},t={t}", Reason.None)]
    [InlineData("t={t}, v1={right}", Reason.None)]
    [InlineData("t={t},v1={wrong},v1={right},v0={wrong}", Reason.None)]
    [InlineData("t={t},v1={wrong}", Reason.SignatureMismatch)]
    [InlineData("t={t},v0={right}", Reason.SignatureMalformed)]
    [InlineData("t={t}", Reason.SignatureMalformed)]
    [InlineData("v1={right}", Reason.TimestampMissing)]
    [InlineData("t={t},t={t},v1={right}", Reason.TimestampMalformed)]
    [InlineData("t=,v1={right}", Reason.TimestampMalformed)]
    [InlineData("t=+{t},v1={right}", Reason.TimestampMalformed)]
    [InlineData("t={t}abc,v1={right}", Reason.TimestampMalformed)]
    [InlineData("t={t};v1={right}", Reason.TimestampMalformed)]
    [InlineData("T={t},v1={right}", Reason.TimestampMissing)]
    [InlineData("t={old},v1={right}", Reason.SignatureMismatch)]
    [InlineData("t={old},v1={rightForOld}", Reason.TimestampTooOld)]
    [InlineData("t={new},v1={rightForNew}", Reason.TimestampTooNew)]
    [InlineData("t={t},v1={cut}", Reason.SignatureMalformed)]
    [InlineData("", Reason.TimestampMissing)]
    [InlineData(null, Reason.TimestampMissing)]
    public void The_header_is_judged_whole(string? header, Reason expected)
    {
        var value = header?
            .Replace("{t}", $"{Stamp}", StringComparison.Ordinal)
            .Replace("{old}", $"{Stamp - 301}", StringComparison.Ordinal)
            .Replace("{new}", $"{Stamp + 301}", StringComparison.Ordinal)
            .Replace("{right}", Sign($"{Stamp}.{Body}"), StringComparison.Ordinal)
            .Replace("{cut}", Sign($"{Stamp}.{Body}")[..62], StringComparison.Ordinal)
            .Replace("{rightForOld}", Sign($"{Stamp - 301}.{Body}"), StringComparison.Ordinal)
            .Replace("{rightForNew}", Sign($"{Stamp + 301}.{Body}"), StringComparison.Ordinal)
            .Replace("{wrong}", new string('0', 64), StringComparison.Ordinal);
        var headers = new GivenHeaders { { "Stripe-Signature", value } };

        Assert.Equal(expected, Schemes.Hmac(Schemes.StripeYaml).Verify(headers, Encoding.UTF8.GetBytes(Body), [new Secret("1", Key)], s_now).Reason);
    }

    [Fact]
    public void The_header_twice_is_malformed()
    {
        var value = $"t={Stamp},v1={Sign($"{Stamp}.{Body}")}";
        var headers = new GivenHeaders { { "Stripe-Signature", value }, { "stripe-signature", value } };
        Assert.Equal(Reason.TimestampMalformed, Schemes.Hmac(Schemes.StripeYaml).Verify(headers, Encoding.UTF8.GetBytes(Body), [new Secret("1", Key)], s_now).Reason);
    }

    [Fact]
    public void Rootly_and_paddle_differ_in_what_stands_between()
    {
        var rootly = Schemes.Hmac("header: X-Rootly-Signature\nprefix: v1=\nseparator: ','\ntimestampField: t\ntemplate: '{timestamp}{body}'");
        Assert.Equal(Reason.None, Judge(rootly, "X-Rootly-Signature", $"t={Stamp},v1={Sign($"{Stamp}{Body}")}"));
        Assert.Equal(Reason.SignatureMismatch, Judge(rootly, "X-Rootly-Signature", $"t={Stamp},v1={Sign($"{Stamp}.{Body}")}"));

        var paddle = Schemes.Hmac(Schemes.PaddleYaml);
        Assert.Equal(Reason.None, Judge(paddle, "Paddle-Signature", $"ts={Stamp};h1={new string('0', 64)};h1={Sign($"{Stamp}:{Body}")}"));
    }

    [Fact]
    public void Any_of_several_headers_may_carry_the_signature()
    {
        var scheme = Schemes.Hmac("header: [X-Primary, X-Secondary]");
        var right = Sign(Body);
        var wrong = new string('0', 64);
        foreach (var (primary, secondary, expected) in ((string?, string?, Reason)[])
            [
                (right, null, Reason.None), (null, right, Reason.None), (wrong, right, Reason.None), (right, "garbage", Reason.None),
                (wrong, wrong, Reason.SignatureMismatch), ("garbage", null, Reason.SignatureMalformed), (null, null, Reason.SignatureMissing),
            ])
        {
            var headers = new GivenHeaders { { "X-Primary", primary }, { "X-Secondary", secondary } };
            Assert.Equal(expected, scheme.Verify(headers, Encoding.UTF8.GetBytes(Body), [new Secret("1", Key)], s_now).Reason);
        }
    }

    [Theory]
    [InlineData("base64", "dGhlIHNlY3JldCB0aGF0IGJvdGggc2lkZXMga25vdyE=", Reason.None)]
    [InlineData("hex", "7468652073656372657420746861742062 6f7468", Reason.SecretMalformed)]
    [InlineData("hex", "74686520736563726574207468617420626f7468207369646573206b6e6f7721", Reason.None)]
    [InlineData("hex", "746", Reason.SecretMalformed)]
    [InlineData("hex", "7468", Reason.SecretTooShort)]
    [InlineData("base64", "not base64!", Reason.SecretMalformed)]
    public void A_key_may_be_written_in_base64_or_hex(string encoding, string secret, Reason expected)
    {
        var scheme = Schemes.Hmac($"header: S\nsecretEncoding: {encoding}");
        Assert.Equal(expected, scheme.Verify(new GivenHeaders { { "S", Sign(Body) } }, Encoding.UTF8.GetBytes(Body), [new Secret("1", secret)], s_now).Reason);
    }

    private static Reason Judge(IVerificationScheme scheme, string header, string value) =>
        scheme.Verify(new GivenHeaders { { header, value } }, Encoding.UTF8.GetBytes(Body), [new Secret("1", Key)], s_now).Reason;

    private static string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(text)));
}
