using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Handshaking;

/// <summary>Handshakes of verified requests.</summary>
public sealed class HandshakeTests : IDisposable
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:findings";
    private const string SubscribeUrl = $"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={Topic}&Token=t-1";

    private readonly FakeWeb _web = new();

    public void Dispose() => _web.Dispose();

    [Theory]
    [InlineData("""{"type":"url_verification","challenge":"abc","token":"x"}""", """{"challenge":"abc"}""")]
    [InlineData("""{"type":"url_verification","challenge":"<b>"}""", """{"challenge":"\u003Cb\u003E"}""")]
    [InlineData("""{"type":"event_callback","challenge":"abc"}""", null)]
    [InlineData("""{"type":"url_verification","challenge":5}""", null)]
    [InlineData("""{"type":"url_verification"}""", null)]
    [InlineData("payload=%7B%7D", null)]
    [InlineData("[]", null)]
    public async Task Slack_gets_its_challenge_back(string body, string? expected) =>
        Assert.Equal(expected, (await AnswerAsync("kind: slack-url-verification", body))?.Body);

    [Fact]
    public async Task Zoom_gets_a_proof_by_the_secret_that_it_was_verified_with()
    {
        const string Body = """{"event":"endpoint.url_validation","payload":{"plainToken":"q"}}""";
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("the second secret of it"), "q"u8));
        Assert.Equal($$"""{"plainToken":"q","encryptedToken":"{{proof}}"}""", (await AnswerAsync("kind: zoom-url-validation", Body))?.Body);
        Assert.Null(await AnswerAsync("kind: zoom-url-validation", """{"event":"meeting.started","payload":{"plainToken":"q"}}"""));
        Assert.Null(await AnswerAsync("kind: zoom-url-validation", $$$"""{"event":"endpoint.url_validation","payload":{"plainToken":"{{{new string('q', 257)}}}"}}"""));
    }

    [Theory]
    [InlineData("SubscriptionValidation", """[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"c-1","validationUrl":"https://evil.example/"}}]""", """{"validationResponse":"c-1"}""")]
    [InlineData("Notification", """[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"c-1"}}]""", null)]
    [InlineData("SubscriptionValidation", """[{"eventType":"Microsoft.Storage.BlobCreated","data":{"validationCode":"c-1"}}]""", null)]
    [InlineData("SubscriptionValidation", """{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"c-1"}}""", null)]
    [InlineData("SubscriptionValidation", "[]", null)]
    [InlineData("SubscriptionValidation", "[", null)]
    [InlineData(null, "[]", null)]
    public async Task Event_grid_gets_its_code_back_and_no_visit(string? type, string body, string? expected)
    {
        Assert.Equal(expected, (await AnswerAsync("kind: event-grid-validation", body, new GivenHeaders { { "aeg-event-type", type } }))?.Body);
        Assert.Empty(_web.Asked);
    }

    [Fact]
    public async Task A_subscription_of_sns_is_confirmed_at_sns()
    {
        _web.Put(SubscribeUrl, []);
        var answer = await AnswerAsync("kind: sns-confirmation", Confirmation(SubscribeUrl));
        Assert.Equal(("confirmed", Reason.None), (answer?.Body, answer!.Failure));
        Assert.Equal(new Uri(SubscribeUrl), Assert.Single(_web.Asked));
    }

    [Theory]
    [InlineData(System.Net.HttpStatusCode.Redirect)]
    [InlineData(System.Net.HttpStatusCode.Forbidden)]
    public async Task A_confirmation_that_leads_elsewhere_is_not_followed_and_tried_again(System.Net.HttpStatusCode status)
    {
        _web.Put(SubscribeUrl, () =>
        {
            var response = new HttpResponseMessage(status);
            response.Headers.Location = new Uri("https://evil.example/");
            return Task.FromResult(response);
        });
        var answer = await AnswerAsync("kind: sns-confirmation", Confirmation(SubscribeUrl));
        Assert.Equal(Reason.HandshakeFailed, answer!.Failure);
        Assert.Single(_web.Asked);
    }

    [Theory]
    [InlineData("https://sns.eu-west-1.amazonaws.com.evil.example/?Action=ConfirmSubscription&TopicArn={topic}&Token=t-1")]
    [InlineData("http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={topic}&Token=t-1")]
    [InlineData("https://sns.eu-west-1.amazonaws.com:444/?Action=ConfirmSubscription&TopicArn={topic}&Token=t-1")]
    [InlineData("https://user@sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={topic}&Token=t-1")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic&TopicArn={topic}&Token=t-1")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:123456789012:other&Token=t-1")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={topic}&Token=t-2")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={topic}&Token=t-1&Action=DeleteTopic")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/elsewhere?Action=ConfirmSubscription&TopicArn={topic}&Token=t-1")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task No_other_address_is_visited(string address)
    {
        var answer = await AnswerAsync("kind: sns-confirmation", Confirmation(address.Replace("{topic}", Topic, StringComparison.Ordinal)));
        Assert.Equal(Reason.KeyAddressNotAllowed, answer!.Failure);
        Assert.Empty(_web.Asked);
    }

    [Fact]
    public async Task An_end_of_subscription_is_acknowledged_and_not_undone()
    {
        var answer = await AnswerAsync("kind: sns-confirmation", Confirmation(SubscribeUrl, "UnsubscribeConfirmation"));
        Assert.Equal(("unsubscribed", Reason.None), (answer?.Body, answer!.Failure));
        Assert.Null(await AnswerAsync("kind: sns-confirmation", Confirmation(SubscribeUrl, "Notification")));
        Assert.Empty(_web.Asked);
    }

    [Fact]
    public async Task A_large_body_is_no_handshake()
    {
        var pad = new string('x', 16 * 1024);
        Assert.Null(await AnswerAsync("kind: slack-url-verification", $$"""{"type":"url_verification","challenge":"abc","pad":"{{pad}}"}"""));
    }

    [Theory]
    [InlineData("kind: ping")]
    [InlineData("kind: sns-confirmation\ntopics: [a]")]
    [InlineData("kind: okta-challenge\nheader: x")]
    [InlineData("header: x")]
    public void A_handshake_that_nobody_knows_is_an_error_of_the_profile(string yaml) =>
        Assert.Throws<ProfileException>(() => Handshakes.Read([ProfileParameters.Parse("test.yaml", yaml)]));

    private static string Confirmation(string address, string type = "SubscriptionConfirmation") =>
        $$"""{"Type":"{{type}}","MessageId":"m","Token":"t-1","TopicArn":"{{Topic}}","Message":"x","SubscribeURL":"{{address}}","Timestamp":"2026-03-16T09:00:00.000Z"}""";

    private async Task<HandshakeAnswer?> AnswerAsync(string yaml, string body, GivenHeaders? headers = null)
    {
        var handshake = Assert.Single(Handshakes.Read([ProfileParameters.Parse("test.yaml", yaml)]).Verified);
        var request = Schemes.Request(headers ?? [], [new Secret("1", "the first secret of it"), new Secret("2", "the second secret of it")], default, _web);
        return await handshake.AnswerAsync(
            request, new VerificationResult(Reason.None, Schemes.GitHub, "2", null), Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken);
    }
}
