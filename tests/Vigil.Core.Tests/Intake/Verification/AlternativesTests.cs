using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>Products with more than one way: GitLab signs or sends its token, Event Grid has a token of Entra or a secret in the query.</summary>
public sealed class AlternativesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private static readonly IVerificationScheme s_gitlab = Schemes.Read(
        "any: [{scheme: standard-webhooks}, {scheme: shared-secret, header: X-Gitlab-Token}]");

    private static readonly IVerificationScheme s_eventGrid = Schemes.Read(
        "any:\n  - scheme: shared-secret\n    in: query\n    name: token\n  - scheme: jwt\n    issuers: [i]\n    keys: https://login.example/keys");

    [Fact]
    public void Each_way_passes_and_says_which_it_was()
    {
        var body = "{}"u8.ToArray();
        var signed = s_gitlab.Verify(TestSenders.StandardHeaders("msg_1", s_now, body), body, [new Secret("1", TestSenders.StandardKey)], s_now);
        Assert.Equal((Reason.None, "standard-webhooks", "msg_1"), (signed.Reason, signed.Scheme?.Name, signed.SignedDeliveryId));

        var token = s_gitlab.Verify(new GivenHeaders { { "X-Gitlab-Token", TestSenders.Key } }, body, [new Secret("1", TestSenders.Key)], s_now);
        Assert.Equal((Reason.None, "shared-secret", null), (token.Reason, token.Scheme?.Name, token.SignedDeliveryId));
        Assert.False(token.Scheme!.CoversTimestamp);
    }

    [Fact]
    public void What_is_wrong_with_the_given_proof_is_told_rather_than_what_is_missing_of_the_other()
    {
        var headers = new GivenHeaders { { "X-Gitlab-Token", "something else of good length" } };
        Assert.Equal(Reason.SignatureMismatch, s_gitlab.Verify(headers, default, [new Secret("1", TestSenders.StandardKey)], s_now).Reason);
        Assert.NotEqual(Reason.None, s_gitlab.CheckHeaders(new GivenHeaders()));
    }

    [Fact]
    public async Task A_way_that_the_instance_is_not_set_up_for_is_closed()
    {
        var instance = SenderInstance.Unconfigured("test", "test");
        Assert.Equal(Reason.SecretInUrlNotAllowed, s_eventGrid.CheckSetup(instance, [new Secret("1", TestSenders.Key)]));

        instance.Trust.Audience = "our app";
        Assert.Equal(Reason.None, s_eventGrid.CheckSetup(instance, [new Secret("1", TestSenders.Key)]));
        var delivery = new Delivery("POST", "test", new GivenHeaders(), null, null, Stream.Null)
        {
            Query = new GivenHeaders { { "token", TestSenders.Key } },
        };
        var request = Schemes.Request(delivery.Headers, [new Secret("1", TestSenders.Key)], s_now) with { Instance = instance, Delivery = delivery };
        Assert.NotEqual(Reason.None, s_eventGrid.CheckHead(request));
        Assert.False((await s_eventGrid.VerifyAsync(request, default, CancellationToken.None)).IsAuthentic);
    }

    [Theory]
    [InlineData("any: []")]
    [InlineData("any: [{scheme: sns}]")]
    [InlineData("any: [{scheme: sns}, {scheme: none}]")]
    [InlineData("any: [{scheme: sns}, {scheme: sns, x: 1}]")]
    [InlineData("any: [{scheme: sns}, {scheme: graph}]\nscheme: sns")]
    [InlineData("{}")]
    public void Alternatives_are_read_as_strictly_as_one_scheme(string yaml) => Assert.Throws<ProfileException>(() => Schemes.Read(yaml));
}
