using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Clamd;
using Vigil.Testing.Clamd;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

/// <summary>Against a real clamd.</summary>
public sealed class ClamdScannerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Transports => [true, false];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task It_finds_what_there_is_and_passes_what_there_is_not(bool overTcp)
    {
        await using var clamd = await ClamdServer.StartAsync();
        using var scanner = Scanner(overTcp ? Tcp(clamd) : new ClamdOptions { Socket = clamd.Socket });
        Assert.True((await scanner.StateAsync(Cancellation)).IsAvailable);
        var found = await scanner.ScanAsync(Subjects.Of(Subjects.Eicar), Cancellation);
        Assert.Equal((ScanVerdict.Malicious, "Eicar-Test-Signature.UNOFFICIAL"), (found.Verdict, Assert.Single(found.Findings)));
        Assert.StartsWith("ClamAV ", found.Version, StringComparison.Ordinal);
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(Subjects.Of("hello"u8.ToArray()), Cancellation)).Verdict);
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(Subjects.Of([]), Cancellation)).Verdict);
    }

    [Fact]
    public async Task Every_format_of_the_test_files_is_opened()
    {
        await using var clamd = await ClamdServer.StartAsync();
        using var scanner = Scanner(Tcp(clamd));
        var files = Directory.GetFiles(ClamdServer.TestFiles);
        Assert.True(files.Length > 40);
        foreach (var file in files)
        {
            var answer = await scanner.ScanAsync(Subjects.Of(await File.ReadAllBytesAsync(file, Cancellation)), Cancellation);
            Assert.True(answer.Verdict == ScanVerdict.Malicious, $"{file}: {answer.Verdict} {answer.Reason}");
        }
    }

    [Fact]
    public async Task Many_scans_at_a_time_each_get_their_own_answer()
    {
        await using var clamd = await ClamdServer.StartAsync("MaxThreads 4");
        using var scanner = Scanner(Tcp(clamd, o => o.Concurrency = 4));
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i => (
            Expected: i % 3 == 0 ? ScanVerdict.Malicious : ScanVerdict.Clean,
            Answer: await scanner.ScanAsync(Subjects.Of(i % 3 == 0 ? Subjects.Eicar : new byte[i * 1_000]), Cancellation))));
        Assert.All(answers, a => Assert.Equal(a.Expected, a.Answer.Verdict));
    }

    [Fact]
    public async Task A_file_at_the_limit_is_sent_and_one_above_is_not()
    {
        await using var clamd = await ClamdServer.StartAsync();
        using var scanner = Scanner(Tcp(clamd, o => o.MaxBytes = 100_000));
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(Subjects.Of(new byte[100_000]), Cancellation)).Verdict);
        Assert.Equal(NotScannedReason.TooLarge, (await scanner.ScanAsync(Subjects.Of(new byte[100_001]), Cancellation)).Reason);
    }

    [Fact]
    public async Task A_stream_that_clamd_refuses_for_its_length_is_too_large_and_the_next_file_is_scanned()
    {
        await using var clamd = await ClamdServer.StartAsync("StreamMaxLength 1M");
        using var scanner = Scanner(Tcp(clamd));
        var answer = await scanner.ScanAsync(Subjects.Of(new byte[8 << 20]), Cancellation);
        Assert.Equal(NotScannedReason.TooLarge, answer.Reason);
        Assert.Equal(ScanVerdict.Malicious, (await scanner.ScanAsync(Subjects.Of(Subjects.Eicar), Cancellation)).Verdict);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_stream_nothing_is_clean_and_started_again_it_scans()
    {
        await using var clamd = await ClamdServer.StartAsync();
        using var scanner = Scanner(Tcp(clamd));
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(Subjects.Of(new byte[10]), Cancellation)).Verdict);
        await using var content = new EventfulStream(new byte[20 << 20], 5 << 20, clamd.KillAsync);
        var answer = await scanner.ScanAsync(Subjects.Of(() => content, content.Length), Cancellation);
        Assert.Equal((ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable), (answer.Verdict, answer.Reason));
        Assert.False((await scanner.StateAsync(Cancellation)).IsAvailable);
        await clamd.StartAgainAsync();
        Assert.Equal(ScanVerdict.Malicious, (await scanner.ScanAsync(Subjects.Of(Subjects.Eicar), Cancellation)).Verdict);
    }

    [Fact]
    public async Task Frozen_it_costs_the_timeout_and_nothing_is_clean()
    {
        await using var clamd = await ClamdServer.StartAsync();
        using var scanner = Scanner(Tcp(clamd, o => o.Timeout = TimeSpan.FromMilliseconds(300)));
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(Subjects.Of(new byte[10]), Cancellation)).Verdict);
        clamd.Freeze();
        Assert.Equal(NotScannedReason.Timeout, (await scanner.ScanAsync(Subjects.Of(new byte[10]), Cancellation)).Reason);
        clamd.Thaw();
        Assert.Equal(ScanVerdict.Malicious, (await scanner.ScanAsync(Subjects.Of(Subjects.Eicar), Cancellation)).Verdict);
    }

    [Fact]
    public async Task Full_it_costs_answers_and_nothing_that_is_not_clean_becomes_so()
    {
        await using var clamd = await ClamdServer.StartAsync("MaxThreads 1", "MaxQueue 2");
        using var scanner = Scanner(Tcp(clamd, o => o.Concurrency = 32));
        var answers = await Task.WhenAll(Enumerable.Range(0, 96).Select(async i => (
            IsMalicious: i % 2 == 0,
            Answer: await scanner.ScanAsync(Subjects.Of(i % 2 == 0 ? Subjects.Eicar : new byte[i * 1_000]), Cancellation))));
        Assert.All(answers, a => Assert.True(
            a.Answer.Reason is NotScannedReason.EngineUnavailable or NotScannedReason.Timeout
            || a.Answer.Verdict == (a.IsMalicious ? ScanVerdict.Malicious : ScanVerdict.Clean), $"{a.IsMalicious}: {a.Answer}"));
        Assert.Equal(ScanVerdict.Malicious, (await scanner.ScanAsync(Subjects.Of(Subjects.Eicar), Cancellation)).Verdict);
    }

    [Theory]
    [InlineData("AlertEncrypted no")]
    [InlineData("AlertExceedsMax no")]
    public async Task One_that_would_call_clean_what_it_did_not_open_is_unavailable(string setting)
    {
        await using var clamd = await ClamdServer.StartAsync(setting);
        using var scanner = Scanner(Tcp(clamd));
        Assert.False((await scanner.StateAsync(Cancellation)).IsAvailable);
        Assert.Equal(NotScannedReason.EngineUnavailable, (await scanner.ScanAsync(Subjects.Of([1]), Cancellation)).Reason);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_the_storages_fault_and_not_clamds()
    {
        await using var clamd = await ClamdServer.StartAsync();
        using var scanner = Scanner(Tcp(clamd));
        await using var content = new EventfulStream(new byte[1 << 20], 500_000, () => throw new IOException("replaced"));
        await Assert.ThrowsAsync<FileUnreadableException>(
            async () => await scanner.ScanAsync(Subjects.Of(() => content, content.Length), Cancellation));
    }

    internal static ClamdScanner Scanner(ClamdOptions options) =>
        new(Options.Create(options), TimeProvider.System, NullLogger<ClamdScanner>.Instance);

    internal static ClamdOptions Tcp(ClamdServer clamd, Action<ClamdOptions>? configure = null)
    {
        var options = new ClamdOptions { Host = "127.0.0.1", Port = clamd.Port };
        configure?.Invoke(options);
        return options;
    }
}
