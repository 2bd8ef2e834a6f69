using System.Security.Cryptography;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Uploads;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

public sealed class AcceptUploadTests
{
    private const int Limit = 100_000;

    [Fact]
    public async Task An_upload_is_stored_under_its_id_with_its_record_and_a_message()
    {
        using var world = await UploadWorld.StartAsync();
        var content = "hello"u8.ToArray();

        var id = await world.UploadAsync(content, "../../etc/pass\u202Egnp.exe");

        Assert.Equal([id], await world.NamesAsync(Containers.Uploads));
        Assert.Equal(content, await world.ReadAsync(Containers.Uploads, id));
        var record = (await world.RecordAsync(id))!;
        Assert.Equal("../../etc/pass\u202Egnp.exe", record.Name);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), record.Sha256);
        Assert.Equal(UploadWorld.Ann, record.Uploader);
        Assert.Equal((5, UploadState.Pending), (record.Length, record.State));
        Assert.Equal(1, await world.QueuedAsync(Queues.Scans));
    }

    [Theory]
    [InlineData(Limit, true)]
    [InlineData(Limit + 1, false)]
    public async Task The_limit_holds_to_the_byte(int length, bool isAccepted)
    {
        using var world = await UploadWorld.StartAsync(o => o.MaxUploadBytes = Limit);

        var outcome = await world.SendAsync(new byte[length], length: 1);

        Assert.Equal(isAccepted, outcome is UploadOutcome.Accepted);
        Assert.Equal(isAccepted ? 1 : 0, (await world.NamesAsync(Containers.Uploads)).Count);
        Assert.True(isAccepted || outcome == new UploadOutcome.Rejected(Reason.BodyTooLarge));
    }

    [Fact]
    public async Task A_length_that_is_stated_too_large_is_refused_before_a_byte_is_read()
    {
        using var world = await UploadWorld.StartAsync(o => o.MaxUploadBytes = Limit);
        var content = new MemoryStream([1]);

        var outcome = await world.Get<AcceptUpload>().HandleAsync(
            new UploadRequest("a", null, Limit + 1, UploadWorld.Ann, content), TestContext.Current.CancellationToken);

        Assert.Equal(new UploadOutcome.Rejected(Reason.BodyTooLarge), outcome);
        Assert.Equal(0, content.Position);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    [InlineData(0, false)]
    public async Task A_name_has_one_to_255_characters(int length, bool isAccepted)
    {
        using var world = await UploadWorld.StartAsync();

        var outcome = await world.SendAsync([1], new string('\u2603', length));

        Assert.True(isAccepted ? outcome is UploadOutcome.Accepted : outcome == new UploadOutcome.Rejected(Reason.UploadNameMalformed));
    }

    [Fact]
    public async Task A_name_with_half_a_character_is_kept_without_it()
    {
        using var world = await UploadWorld.StartAsync();

        var id = await world.UploadAsync([1], "a\uD83D.txt");

        Assert.Equal("a\uFFFD.txt", (await world.RecordAsync(id))!.Name);
    }

    [Fact]
    public async Task An_empty_file_and_one_whose_sender_hangs_up_leave_nothing_behind()
    {
        using var world = await UploadWorld.StartAsync();
        await using var broken = new BrokenStream();

        Assert.Equal(new UploadOutcome.Rejected(Reason.BodyEmpty), await world.SendAsync([]));
        var outcome = await world.Get<AcceptUpload>().HandleAsync(
            new UploadRequest("a", null, null, UploadWorld.Ann, broken), TestContext.Current.CancellationToken);

        Assert.Equal(new UploadOutcome.Rejected(Reason.BodyIncomplete), outcome);
        Assert.Empty(await world.NamesAsync(Containers.Uploads));
        Assert.Empty(await world.NamesAsync(Containers.Scans));
    }

    [Fact]
    public async Task Only_the_uploader_and_readers_see_an_upload()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await world.UploadAsync([1]);
        var bob = new UploadUser("id-bob", UploadWorld.Ann.Name);
        var get = world.Get<GetUpload>();

        Assert.NotNull(await get.HandleAsync(id, UploadWorld.Ann, mayReadAll: false, TestContext.Current.CancellationToken));
        Assert.NotNull(await get.HandleAsync(id, bob, mayReadAll: true, TestContext.Current.CancellationToken));
        Assert.Null(await get.HandleAsync(id, bob, mayReadAll: false, TestContext.Current.CancellationToken));
        Assert.Null(await get.HandleAsync("../" + id, bob, mayReadAll: true, TestContext.Current.CancellationToken));
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The client hung up.");
    }
}
