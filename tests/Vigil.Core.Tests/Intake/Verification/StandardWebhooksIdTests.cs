using System.Text;
using Vigil.Core.Intake.Verification;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>The id is signed, so it must be one that cannot be shifted into the timestamp or the body.</summary>
public sealed class StandardWebhooksIdTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public static TheoryData<string?, Reason> Ids => new()
    {
        { "msg_2", Reason.None },
        { new string('i', SignedTemplate.MaxTextLength), Reason.None },
        { new string('i', SignedTemplate.MaxTextLength + 1), Reason.DeliveryIdMalformed },
        { "msg.2", Reason.DeliveryIdMalformed },
        { "msg 2", Reason.DeliveryIdMalformed },
        { "msgé", Reason.DeliveryIdMalformed },
        { "", Reason.DeliveryIdMalformed },
        { null, Reason.DeliveryIdMissing },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_is_visible_ascii_without_a_dot(string? id, Reason expected)
    {
        var mac = System.Security.Cryptography.HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Signer.Key), Encoding.UTF8.GetBytes($"{id}.{s_now.ToUnixTimeSeconds()}.{{}}"));
        var headers = new GivenHeaders
        {
            { "webhook-id", id },
            { "webhook-timestamp", "1700000000" },
            { "webhook-signature", "v1," + Convert.ToBase64String(mac) },
        };
        var secret = new Secret("1", Convert.ToBase64String(Encoding.UTF8.GetBytes(Signer.Key)));

        Assert.Equal(expected, Schemes.Standard.Verify(headers, "{}"u8, [secret], s_now).Reason);
    }

    [Theory]
    [InlineData("1700000000", Reason.None)]
    [InlineData("01700000000", Reason.None)]
    [InlineData("1700000000.0", Reason.TimestampMalformed)]
    [InlineData("1.7e9", Reason.TimestampMalformed)]
    [InlineData(" 1700000000", Reason.TimestampMalformed)]
    [InlineData("-1700000000", Reason.TimestampMalformed)]
    [InlineData("１７００００００００", Reason.TimestampMalformed)]
    [InlineData("9999999999999999999999999", Reason.TimestampMalformed)]
    [InlineData("", Reason.TimestampMalformed)]
    public void A_timestamp_is_digits_only(string timestamp, Reason expected)
    {
        var headers = new GivenHeaders
        {
            { "webhook-id", "msg" },
            { "webhook-timestamp", timestamp },
            { "webhook-signature", "v1," + Convert.ToBase64String(new byte[32]) },
        };
        Assert.Equal(expected, Schemes.Standard.CheckHeaders(headers));
    }
}
