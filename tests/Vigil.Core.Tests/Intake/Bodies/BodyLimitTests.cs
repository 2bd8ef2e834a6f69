using System.Net;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Bodies;

/// <summary>Limits of the body, at n and at n + 1, whether its length is announced or not.</summary>
public sealed class BodyLimitTests
{
    public static TheoryData<int, bool, int> Sizes()
    {
        var sizes = new TheoryData<int, bool, int>();
        foreach (var piece in (int[])[1000, 4096, int.MaxValue])
        {
            foreach (var size in (int[])[2, 1000, 16 * 1024, (16 * 1024) + 1, TestSenders.MaxBodyBytes, TestSenders.MaxBodyBytes + 1, 3 * TestSenders.MaxBodyBytes])
            {
                sizes.Add(size, true, piece);
                sizes.Add(size, false, piece);
            }
        }

        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_body_is_taken_whole_up_to_the_limit_and_refused_above(int size, bool announced, int piece)
    {
        using var intake = new TestIntake();
        var body = Encoding.ASCII.GetBytes("\"" + new string('x', size - 2) + "\"");
        var stream = new PiecesStream(body, piece);

        var outcome = await intake.Handler.HandleAsync(Delivery(body, stream, announced ? size : null), TestContext.Current.CancellationToken);

        if (size <= TestSenders.MaxBodyBytes)
        {
            var alert = await intake.Blobs.ReadAsync("alerts", Assert.IsType<IntakeOutcome.Accepted>(outcome).AlertId, TestContext.Current.CancellationToken);
            Assert.True(body.AsSpan().SequenceEqual(alert!.Content.Span));
            return;
        }

        Assert.Equal(Reason.BodyTooLarge, Assert.IsType<IntakeOutcome.Rejected>(outcome).Reason);
        Assert.True(stream.Position <= (announced ? 0 : TestSenders.MaxBodyBytes + 1), "More was read than the limit allows.");
    }

    [Fact]
    public async Task A_body_that_ends_early_is_incomplete()
    {
        using var intake = new TestIntake();
        var body = "{\"a\":1}"u8.ToArray();

        Assert.Equal(Reason.BodyIncomplete, await RefusalAsync(intake, Delivery(body, new MemoryStream(body, 0, 6), 7)));
        Assert.Equal(Reason.BodyIncomplete, await RefusalAsync(intake, Delivery(body, new BrokenStream(new IOException()), null)));
        Assert.Equal(Reason.BodyIncomplete, await RefusalAsync(intake, Delivery(body, new BrokenStream(new OperationCanceledException()), 7)));
        Assert.Equal(Reason.BodyEmpty, await RefusalAsync(intake, Delivery(body, new MemoryStream(), null)));
    }

    [Fact]
    public async Task What_follows_the_announced_length_is_not_read()
    {
        using var intake = new TestIntake();
        var body = "{\"a\":1}"u8.ToArray();
        using var stream = new MemoryStream([.. body, .. "next request"u8]);

        Assert.IsType<IntakeOutcome.Accepted>(
            await intake.Handler.HandleAsync(Delivery(body, stream, body.Length), TestContext.Current.CancellationToken));
        Assert.Equal(body.Length, stream.Position);
    }

    private static Delivery Delivery(byte[] body, Stream stream, long? announced) => new(
        "POST", "github", TestSenders.GitHubHeaders(body, TestSenders.Key), IPAddress.Loopback, announced, stream);

    private static async Task<Reason> RefusalAsync(TestIntake intake, Delivery delivery) =>
        Assert.IsType<IntakeOutcome.Rejected>(await intake.Handler.HandleAsync(delivery, TestContext.Current.CancellationToken)).Reason;

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class PiecesStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }

    private sealed class BrokenStream(Exception failure) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw failure;
    }
}
