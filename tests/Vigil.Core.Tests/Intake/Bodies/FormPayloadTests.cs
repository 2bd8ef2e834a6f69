using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Bodies;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Bodies;

/// <summary>JSON that comes as a field of a form.</summary>
public sealed class FormPayloadTests
{
    [Theory]
    [InlineData("payload=%7B%22a%22%3A+%22%C3%A4%2B%22%7D", """{"a": "ä+"}""")]
    [InlineData("token=x&payload=1&team=%zz", "1")]
    [InlineData("payload=", "")]
    [InlineData("", null)]
    [InlineData("a=1&Payload=1", null)]
    [InlineData("payload=1&payload=2", null)]
    [InlineData("payload=%7", null)]
    [InlineData("payload=%7g", null)]
    [InlineData("payload=%+7", null)]
    public void The_field_is_decoded_once_and_only_where_it_stands_once(string form, string? payload) =>
        Assert.Equal(payload, FormPayload.Read(Encoding.UTF8.GetBytes(form)) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);

    [Fact]
    public async Task A_form_is_verified_as_it_came_and_stored_as_the_JSON_in_it()
    {
        using var intake = new TestIntake();

        var accepted = Assert.IsType<IntakeOutcome.Accepted>(await SendAsync(intake, "payload=%7B%22a%22%3A1%7D"));

        var alert = await intake.Blobs.ReadAsync("alerts", accepted.AlertId, TestContext.Current.CancellationToken);
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(alert!.Content.Span));
        Assert.Equal(Reason.JsonMalformed, Assert.IsType<IntakeOutcome.Rejected>(await SendAsync(intake, "other=1")).Reason);
    }

    private static ValueTask<IntakeOutcome> SendAsync(TestIntake intake, string form)
    {
        var body = Encoding.UTF8.GetBytes(form);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestSenders.Key), body);
        return intake.SendAsync("github", new GivenHeaders
        {
            { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8" },
            { "X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(mac) },
        }, body);
    }
}
