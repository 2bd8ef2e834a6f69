using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

public sealed class VerificationPropertyTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_header_and_no_body_throws_or_passes_unsigned()
    {
        IVerificationScheme[] schemes =
        [
            Schemes.GitHub, Schemes.Standard, Schemes.Bearer, Schemes.Hmac(Schemes.SlackYaml), Schemes.Hmac(Schemes.CrowdStrikeYaml),
            Schemes.Hmac(Schemes.PagerDutyYaml),
        ];
        string[] names =
        [
            "X-Hub-Signature-256", "webhook-id", "webhook-timestamp", "webhook-signature", "Authorization", "X-Slack-Signature",
            "X-Slack-Request-Timestamp", "X-Cs-Primary-Signature", "X-Cs-Delivery-Timestamp", "X-PagerDuty-Signature",
        ];
        var texts = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Where(s => s is not null),
            Gen.Elements("sha256=", "v1,", "v1=", "v0=", "v1, v1, ,,", "Bearer ", "1742115600", "2026-03-16T09:00:00Z", "\0", "\ud800", new string('9', 40)));
        var property = Prop.ForAll(texts.ListOf(10).ToArbitrary(), ArbMap.Default.ArbFor<byte[]>(), (values, body) =>
        {
            var headers = new GivenHeaders();
            for (var i = 0; i < names.Length; i++)
            {
                headers.Add(names[i], values[i]);
            }

            return Array.TrueForAll(schemes, s => !s.Verify(headers, body ?? [], [new Secret("1", "a secret nobody guesses")], s_now).IsAuthentic);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }

    [Fact]
    public void Any_altered_bit_of_a_signed_body_is_found()
    {
        var signer = Signer.Of("standard");
        var stamp = s_now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        const string Body = """{"finding":"x","severity":4}""";
        var headers = new GivenHeaders
        {
            { "webhook-id", Signer.Id }, { "webhook-timestamp", stamp }, { "webhook-signature", signer.Sign(Signer.Key, stamp, Body) },
        };
        var secret = new Secret("1", signer.Secret(Signer.Key));
        var body = System.Text.Encoding.UTF8.GetBytes(Body);
        Assert.True(signer.Scheme.Verify(headers, body, [secret], s_now).IsAuthentic);
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            var altered = (byte[])body.Clone();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(Reason.SignatureMismatch, signer.Scheme.Verify(headers, altered, [secret], s_now).Reason);
        }
    }

    [Fact]
    public async Task One_scheme_serves_many_deliveries_at_once()
    {
        var signer = Signer.Of("slack");
        var stamp = signer.Stamp(s_now);
        var secret = new Secret("1", Signer.Key);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), TestContext.Current.CancellationToken, (i, _) =>
        {
            var body = $"{{\"n\":{i}}}";
            var headers = new GivenHeaders { { signer.TimestampHeader, stamp }, { signer.SignatureHeader, signer.Sign(Signer.Key, stamp, body) } };
            Assert.True(signer.Scheme.Verify(headers, System.Text.Encoding.UTF8.GetBytes(body), [secret], s_now).IsAuthentic);
            return ValueTask.CompletedTask;
        });
    }
}
