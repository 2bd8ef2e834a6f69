using System.Security.Cryptography;
using Vigil.Core.Scanning.Running;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

public sealed class DigestingStreamTests
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    private readonly List<string> _told = [];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(5000)]
    public async Task The_digest_is_told_when_all_was_read_in_its_order(int step)
    {
        await ReadAsync(Open(), step, s_content.Length);
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(s_content))], _told);
    }

    [Fact]
    public async Task Nothing_is_told_of_a_part()
    {
        await using var stream = Open();
        await ReadAsync(stream, 10, 990);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Nothing_is_told_to_one_who_jumps_and_then_reads_all()
    {
        await using var stream = Open();
        await ReadAsync(stream, 10, 20);
        stream.Position = 500;
        stream.Position = 0;
        await ReadAsync(stream, 100, 1000);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_jump_to_where_one_is_already_is_none()
    {
        await using var stream = Open();
        await ReadAsync(stream, 10, 20);
        stream.Position = 20;
        await ReadAsync(stream, 100, 980);
        Assert.Single(_told);
    }

    private DigestingStream Open() => new(new MemoryStream(s_content), _told.Add);

    private static async Task ReadAsync(Stream stream, int step, int count)
    {
        var buffer = new byte[step];
        while (count > 0 && await stream.ReadAsync(buffer.AsMemory(0, Math.Min(step, count)), TestContext.Current.CancellationToken) is > 0 and var read)
        {
            count -= read;
        }
    }
}
