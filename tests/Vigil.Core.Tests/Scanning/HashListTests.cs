using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Hashes;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

public sealed class HashListTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f", "Listed.SHA-256")]
    [InlineData("275A021BBFB6489E54D471899F7DB9D1663FC695EC2FE2A2C4538AABF651FD0F  eicar.com", "Listed.SHA-256")]
    [InlineData("3395856ce81f2b7382dee72602f798b642f14140,EICAR", "Listed.SHA-1")]
    [InlineData("# feed\r\n\r\n44d88612fea8a8f36de82e1278abb02f;x\r\n", "Listed.MD5")]
    public async Task A_file_is_known_by_any_of_its_digests(string text, string name)
    {
        var answer = await ScanAsync(await ReadAsync(text), Subjects.Eicar);
        Assert.Equal((ScanVerdict.Malicious, name), (answer.Verdict, Assert.Single(answer.Findings)));
    }

    [Theory]
    [InlineData("ok\n", 1)]
    [InlineData("# a\n275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0\n", 2)]
    [InlineData("44d88612fea8a8f36de82e1278abb02f\nzzd88612fea8a8f36de82e1278abb02f\n", 2)]
    public async Task A_line_without_a_digest_is_told_by_its_number(string text, int line) =>
        Assert.StartsWith($"Line {line}:", (await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a\nb", "a", "b")]
    [InlineData("a\r\nb\r\n", "a", "b")]
    [InlineData("a\rb\r", "a", "b")]
    [InlineData("\n\r\n\r", "", "", "")]
    [InlineData("")]
    [InlineData("12345\n123456\n1234567890\na", "12345", "123456", "123456", "a")]
    public async Task Lines_end_as_they_may_and_are_cut_where_they_are_too_long(string text, params string[] expected)
    {
        var lines = new BoundedLines(new StringReader(text), 5);
        var read = new List<string>();
        while (await lines.NextAsync(Cancellation) is { } line)
        {
            read.Add(line);
        }

        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData(4096, 0)]
    [InlineData(4097, 1)]
    [InlineData(100_000_000, 1)]
    public async Task A_line_that_is_too_long_is_bad_and_costs_no_memory(int length, int bad)
    {
        var content = new byte[length];
        content.AsSpan().Fill((byte)'#');
        var told = new List<(int Line, string Fault)>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var list = new MemoryStream(content);
        await HashListReader.ReadAsync(list, (line, fault) => told.Add((line, fault)), Cancellation);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(bad, told.Count);
    }

    [Fact]
    public async Task Each_of_many_is_found_and_no_other()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 100_000; i++)
        {
            text.AppendLine(Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i))));
        }

        var list = await ReadAsync(text.ToString());
        Assert.Equal(100_000, list.Count);
        for (var i = 0; i < 200_000; i++)
        {
            var digests = new FileDigests(Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i))), "", "");
            Assert.Equal(i < 100_000, list.Find(digests) is not null);
        }
    }

    [Fact]
    public async Task A_list_that_is_not_loaded_makes_nothing_clean()
    {
        Assert.Equal(NotScannedReason.EngineUnavailable, (await ScanAsync(null, Subjects.Eicar)).Reason);
        Assert.Equal(ScanVerdict.Clean, (await ScanAsync(HashList.Empty, Subjects.Eicar)).Verdict);
    }

    private static async Task<EngineAnswer> ScanAsync(HashList? list, byte[] content) =>
        await new HashListScanner(() => list).ScanAsync(Subjects.Of(content), Cancellation);

    private static async Task<HashList> ReadAsync(string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await HashListReader.ReadAsync(content, Cancellation);
    }
}
