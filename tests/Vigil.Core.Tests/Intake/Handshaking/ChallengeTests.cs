using Vigil.Core.Intake;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Handshaking;

/// <summary>What is answered to strangers: bounded, escaped, and nothing they could misuse.</summary>
public sealed class ChallengeTests
{
    [Theory]
    [InlineData("Validation: Testing client application reachability for subscription Request-Id: 1", "Validation: Testing client application reachability for subscription Request-Id: 1")]
    [InlineData("a+b/c=", "a+b/c=")]
    [InlineData("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;")]
    [InlineData("a\r\nSet-Cookie: b", null)]
    [InlineData("\u001b[2J", null)]
    [InlineData("é", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Graph_gets_its_token_back_as_harmless_text(string? token, string? expected)
    {
        var answer = Challenge("kind: graph-validation-token").Answer(Post(new GivenHeaders { { "validationToken", token } }));
        Assert.Equal(expected, answer?.Body);
        Assert.True(answer is null || answer.ContentType == "text/plain; charset=utf-8");
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_token_is_bounded(int length, bool answered) => Assert.Equal(
        answered, Challenge("kind: graph-validation-token").Answer(Post(new GivenHeaders { { "validationToken", new string('a', length) } })) is not null);

    [Fact]
    public void A_token_twice_is_no_token() => Assert.Null(
        Challenge("kind: graph-validation-token").Answer(Post(new GivenHeaders { { "validationToken", "a" }, { "validationToken", "b" } })));

    [Theory]
    [InlineData("eventgrid.azure.net", "120", "WebHook-Allowed-Origin: eventgrid.azure.net, WebHook-Allowed-Rate: *")]
    [InlineData("EventGrid.azure.net", null, "WebHook-Allowed-Origin: eventgrid.azure.net")]
    [InlineData("evil.example", "120", null)]
    [InlineData("eventgrid.azure.net.evil.example", null, null)]
    [InlineData("*", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, "120", null)]
    public void Cloudevents_origins_are_allowed_by_name(string? origin, string? rate, string? expected)
    {
        var headers = new GivenHeaders { { "WebHook-Request-Origin", origin }, { "WebHook-Request-Rate", rate }, { "WebHook-Request-Callback", "https://evil.example/" } };
        var answer = Challenge("kind: cloudevents-options").Answer(new Delivery("OPTIONS", "test", headers, null, null, Stream.Null));
        Assert.Equal(expected, answer is null ? null : string.Join(", ", answer.Headers.Skip(1).Select(h => $"{h.Key}: {h.Value}")));
    }

    [Theory]
    [InlineData("xyz-123", """{"verification":"xyz-123"}""")]
    [InlineData("\"}<script>", """{"verification":"\u0022}\u003Cscript\u003E"}""")]
    [InlineData("a b", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Okta_gets_its_challenge_back_in_json(string? challenge, string? expected)
    {
        var headers = new GivenHeaders { { "X-Okta-Verification-Challenge", challenge } };
        Assert.Equal(expected, Challenge("kind: okta-challenge").Answer(new Delivery("GET", "test", headers, null, null, Stream.Null))?.Body);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_challenge_is_bounded(int length, bool answered)
    {
        var headers = new GivenHeaders { { "X-Okta-Verification-Challenge", new string('a', length) } };
        Assert.Equal(answered, Challenge("kind: okta-challenge").Answer(new Delivery("GET", "test", headers, null, null, Stream.Null)) is not null);
    }

    private static IChallenge Challenge(string yaml) => Assert.Single(Handshakes.Read([ProfileParameters.Parse("test.yaml", yaml)]).Challenges);

    private static Delivery Post(GivenHeaders query) => new("POST", "test", new GivenHeaders(), null, 0, Stream.Null) { Query = query };
}
