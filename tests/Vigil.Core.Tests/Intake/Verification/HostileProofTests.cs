using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>Schemes that read bodies and tokens, given whatever strangers may send: no fault, no pass, no fetch.</summary>
public sealed class HostileProofTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:findings";

    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ",", ":", "null", "1e999", "true", "\"", "\\ud800", "\"Type\"", "\"Notification\"", "\"Message\"", "\"MessageId\"", "\"TopicArn\"",
        $"\"{Topic}\"", "\"Timestamp\"", "\"2026-03-16T09:00:00.000Z\"", "\"Signature\"", "\"AAAA\"", "\"SignatureVersion\"", "\"2\"", "\"SigningCertURL\"",
        "\"https://sns.eu-west-1.amazonaws.com/\"", "\"value\"", "\"clientState\"", "\"validationTokens\"", "\"encryptedContent\"", "\"the client state of it\"",
    ];

    [Fact]
    public void Bodies_of_any_shape_are_refused_by_schemes_that_read_them()
    {
        using var web = new FakeWeb();
        IVerificationScheme[] schemes = [Schemes.Create("sns", ""), Schemes.Create("graph", "")];
        var bodies = Gen.OneOf(
            ArbMap.Default.GeneratorFor<byte[]>().Select(b => b ?? []),
            Gen.Elements(s_pieces).ListOf().Select(p => Encoding.UTF8.GetBytes(string.Concat(p))),
            Gen.Elements(s_pieces).ListOf(8).Select(p => Encoding.UTF8.GetBytes($"{{{p[0]}:{p[1]},{p[2]}:{p[3]},{p[4]}:[{{{p[5]}:{p[6]}}}]}}")));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(bodies.ToArbitrary(), body =>
            Array.TrueForAll(schemes, s => !s.VerifyAsync(Request(new() { { "x-amz-sns-message-type", "Notification" } }, web), body, CancellationToken.None)
                .AsTask().GetAwaiter().GetResult().IsAuthentic)));
        Assert.Empty(web.Asked);
    }

    [Fact]
    public void Tokens_of_any_shape_are_refused()
    {
        using var web = new FakeWeb();
        var scheme = Schemes.Create("jwt", Schemes.EntraYaml);
        var part = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
            Gen.Elements("e30", "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ", "eyJhbGciOm51bGx9", "eyJpc3MiOlsxXX0", "W10", "bnVsbA", "eyJhdWQiOnt9LCJleHAiOi0xfQ", "====", "_-_-"));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(part.ListOf(3).ToArbitrary(), parts =>
        {
            var headers = new GivenHeaders { { "Authorization", "Bearer " + string.Join('.', parts) } };
            return !scheme.VerifyAsync(Request(headers, web), default, CancellationToken.None).AsTask().GetAwaiter().GetResult().IsAuthentic;
        }));
        Assert.Empty(web.Asked);
    }

    [Theory]
    [InlineData("vigil-development-authority")]
    [InlineData("vigil-development-authority\n")]
    [InlineData("vigil-development-authority\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData("vigil-development-authority\n-----BEGIN PRIVATE KEY-----\nnot base64\n-----END PRIVATE KEY-----")]
    public void A_broken_authority_is_none(string text) => Assert.Empty(DevelopmentAuthority.Among([new Secret("1", text)]));

    private static VerificationRequest Request(GivenHeaders headers, FakeWeb web)
    {
        var request = Schemes.Request(headers, [new Secret("1", "the client state of it, really")], s_now, web);
        (request.Instance.Trust.Audience, request.Instance.Trust.EntraTenant) = (Issuer.Audience, Issuer.Tenant);
        request.Instance.Trust.Topics.Add(Topic);
        return request;
    }
}
