using System.IO.Compression;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Bodies;

/// <summary>Bodies of profiles that take lines and gzip, as Logpush and log shippers send them.</summary>
public sealed class PackedBodyTests
{
    private const string TwoLines = "{\"a\":1}\n{\"a\":2}\n";

    [Fact]
    public async Task Lines_are_taken_whatever_their_media_type_where_the_profile_expects_them()
    {
        using var intake = Intake();

        Assert.IsType<IntakeOutcome.Accepted>(await SendAsync(intake, Encoding.UTF8.GetBytes(TwoLines)));
        Assert.IsType<IntakeOutcome.Accepted>(await SendAsync(intake, "{\"a\":\n3}"u8.ToArray()));
        Assert.Equal(Reason.JsonMalformed, Assert.IsType<IntakeOutcome.Rejected>(await SendAsync(intake, "{\"a\":1}\n{"u8.ToArray())).Reason);
    }

    [Fact]
    public async Task What_gzip_holds_is_stored_unpacked_and_its_signature_is_that_of_the_bytes_on_the_wire()
    {
        using var intake = Intake();

        var accepted = Assert.IsType<IntakeOutcome.Accepted>(await SendAsync(intake, Pack(TwoLines), ("Content-Encoding", "gzip")));

        var alert = await intake.Blobs.ReadAsync("alerts", accepted.AlertId, TestContext.Current.CancellationToken);
        Assert.Equal(TwoLines, Encoding.UTF8.GetString(alert!.Content.Span));
    }

    [Theory]
    [InlineData(TestSenders.MaxBodyBytes, Reason.None)]
    [InlineData(TestSenders.MaxBodyBytes + 1, Reason.BodyTooLarge)]
    [InlineData(200 * TestSenders.MaxBodyBytes, Reason.BodyTooLarge)]
    public async Task A_packed_body_may_unpack_to_as_much_as_a_body_may_be(int size, Reason expected)
    {
        using var intake = Intake();

        var outcome = await SendAsync(intake, Pack("\"" + new string('x', size - 2) + "\""), ("Content-Encoding", "gzip"));

        Assert.Equal(expected, outcome is IntakeOutcome.Rejected rejected ? rejected.Reason : Reason.None);
    }

    [Fact]
    public async Task What_is_no_gzip_is_refused_and_so_is_gzip_where_the_profile_does_not_take_it()
    {
        using var intake = Intake();

        Assert.Equal(Reason.BodyIncomplete, Assert.IsType<IntakeOutcome.Rejected>(await SendAsync(intake, "{}"u8.ToArray(), ("Content-Encoding", "gzip"))).Reason);
        Assert.Equal(
            Reason.ContentEncodingUnsupported,
            Assert.IsType<IntakeOutcome.Rejected>(await intake.GitHubAsync("{}", null, ("Content-Encoding", "gzip"))).Reason);
    }

    private static TestIntake Intake() => new(secrets: new Dictionary<string, string?>
    {
        ["VIGIL_SECRET_WEBHOOK_LINES"] = TestSenders.Key,
        ["VIGIL_SECRET_WEBHOOK_GITHUB"] = TestSenders.Key,
    });

    private static ValueTask<IntakeOutcome> SendAsync(TestIntake intake, byte[] body, params (string Name, string Value)[] more) =>
        intake.SendAsync("lines", TestSenders.GitHubHeaders(body, TestSenders.Key), body, more);

    private static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
