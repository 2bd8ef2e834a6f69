using System.Text;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>Which secrets count.</summary>
public sealed class RotationTests
{
    private const string Body = "{}";
    private const string Other = "another secret of good length";

    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("right", Reason.None, "1")]
    [InlineData("other right", Reason.None, "2")]
    [InlineData("right other", Reason.None, "1")]
    [InlineData("right right", Reason.None, "1")]
    [InlineData("short right", Reason.None, "2")]
    [InlineData("right short", Reason.None, "1")]
    [InlineData("other other other right", Reason.None, "4")]
    [InlineData("other", Reason.SignatureMismatch, null)]
    [InlineData("other short", Reason.SignatureMismatch, null)]
    [InlineData("short other", Reason.SignatureMismatch, null)]
    [InlineData("short", Reason.SecretTooShort, null)]
    [InlineData("empty", Reason.SecretMissing, null)]
    [InlineData("", Reason.SecretMissing, null)]
    public void Any_usable_secret_may_match(string secrets, Reason expected, string? version)
    {
        foreach (var sender in (string[])["standard", "slack"])
        {
            var signer = Signer.Of(sender);
            var stamp = signer.Stamp(s_now);
            var headers = new GivenHeaders
            {
                { signer.TimestampHeader, stamp },
                { signer.IdHeader ?? "unused", Signer.Id },
                { signer.SignatureHeader, signer.Sign(Signer.Key, stamp, Body) },
            };
            var verdict = signer.Scheme.Verify(headers, Encoding.UTF8.GetBytes(Body), Secrets(secrets, signer.Secret), s_now);

            Assert.Equal((expected, version), (verdict.Reason, verdict.SecretVersion));
        }

        var bearer = new GivenHeaders { { "Authorization", "Bearer " + Signer.Key } };
        var token = Schemes.Bearer.Verify(bearer, default, Secrets(secrets, s => s), s_now);
        Assert.Equal((expected, version), (token.Reason, token.SecretVersion));
    }

    [Theory]
    [InlineData(15, Reason.SecretTooShort)]
    [InlineData(16, Reason.None)]
    public void Sixteen_bytes_are_enough_and_fifteen_are_not(int bytes, Reason expected)
    {
        var key = new string('k', bytes);
        Assert.Equal(expected, Schemes.GitHub.CheckSecret(new Secret("1", key)));
        Assert.Equal(expected, Schemes.Bearer.CheckSecret(new Secret("1", key)));
        Assert.Equal(expected, Schemes.Standard.CheckSecret(new Secret("1", "whsec_" + Convert.ToBase64String(Encoding.ASCII.GetBytes(key)))));
    }

    [Theory]
    [InlineData("whsec_", Reason.SecretMissing)]
    [InlineData("whsec_not base64 at all!", Reason.SecretMalformed)]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAA", Reason.SecretMalformed)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Reason.None)]
    [InlineData("WHSEC_AAAAAAAAAAAAAAAAAAAAAAAAAA", Reason.SecretMalformed)]
    public void A_standard_secret_is_base64_with_or_without_prefix(string secret, Reason expected) =>
        Assert.Equal(expected, Schemes.Standard.CheckSecret(new Secret("1", secret)));

    private static List<Secret> Secrets(string kinds, Func<string, string> write) =>
        [.. kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((kind, i) => new Secret(
            (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            kind switch { "right" => write(Signer.Key), "short" => write("too short"), "empty" => "", _ => write(Other) }))];
}
