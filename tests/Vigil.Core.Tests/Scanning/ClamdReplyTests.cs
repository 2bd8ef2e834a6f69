using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Clamd;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

public sealed class ClamdReplyTests
{
    [Theory]
    [InlineData("stream: OK", ScanVerdict.Clean, null)]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND", ScanVerdict.Malicious, null)]
    [InlineData("stream: Heuristics.OLE2.ContainsMacros FOUND", ScanVerdict.Suspicious, null)]
    [InlineData("stream: PUA.Win.Packer.Upx FOUND", ScanVerdict.Suspicious, null)]
    [InlineData("stream: Heuristics.Encrypted.Zip FOUND", ScanVerdict.NotScanned, NotScannedReason.Encrypted)]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxFiles FOUND", ScanVerdict.NotScanned, NotScannedReason.Limits)]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND", ScanVerdict.NotScanned, NotScannedReason.Timeout)]
    [InlineData("INSTREAM size limit exceeded. ERROR", ScanVerdict.NotScanned, NotScannedReason.TooLarge)]
    [InlineData("stream: Can't allocate memory ERROR", ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable)]
    [InlineData("stream:  FOUND", ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable)]
    [InlineData("stream: OK ", ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable)]
    [InlineData("stream: ok", ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable)]
    [InlineData(" stream: OK", ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable)]
    [InlineData("OK", ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable)]
    [InlineData("stream: OK\nstream: Evil FOUND", ScanVerdict.Malicious, null)]
    [InlineData("HTTP/1.1 200 OK", ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable)]
    [InlineData("", ScanVerdict.NotScanned, NotScannedReason.EngineUnavailable)]
    public void Only_the_exact_words_of_a_clean_scan_are_clean(string reply, ScanVerdict verdict, NotScannedReason? reason)
    {
        var read = ClamdReply.Read(reply);
        Assert.Equal((verdict, reason), (read.Verdict, read.Reason));
        Assert.Equal(verdict is ScanVerdict.Malicious or ScanVerdict.Suspicious, read.Name is not null);
    }

    [Fact]
    public void Names_of_malware_are_bounded_and_printable()
    {
        var name = ClamdReply.Read($"stream: {new string('a', 500)}\u001B[31m FOUND").Name!;
        Assert.Equal(200, name.Length);
        Assert.Equal("a?[31m", ClamdReply.Read("stream: a\u001B[31m FOUND").Name);
    }
}
