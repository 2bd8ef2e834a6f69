namespace Vigil.Core.Scanning.Clamd;

/// <summary>What clamd's answer to a stream means. Only the exact words of a clean scan are clean: whatever is not understood was not scanned.</summary>
public static class ClamdReply
{
    private const string Prefix = "stream: ";
    private const string Found = " FOUND";
    private const string Encrypted = "Heuristics.Encrypted.";
    private const string LimitsExceeded = "Heuristics.Limits.Exceeded";
    private const string TimeExceeded = LimitsExceeded + ".MaxScanTime";
    private const string SizeExceeded = "INSTREAM size limit exceeded. ERROR";
    private const int MaxNameLength = 200;

    public static (ScanVerdict Verdict, string? Name, NotScannedReason? Reason) Read(string reply)
    {
        if (reply == Prefix + "OK")
        {
            return (ScanVerdict.Clean, null, null);
        }

        if (reply == SizeExceeded)
        {
            return NotScanned(NotScannedReason.TooLarge);
        }

        return reply.StartsWith(Prefix, StringComparison.Ordinal) && reply.EndsWith(Found, StringComparison.Ordinal)
            && reply.Length > Prefix.Length + Found.Length
            ? OfSignature(reply[Prefix.Length..^Found.Length])
            : NotScanned(NotScannedReason.EngineUnavailable);
    }

    private static (ScanVerdict, string?, NotScannedReason?) OfSignature(string name)
    {
        if (name.StartsWith(Encrypted, StringComparison.Ordinal))
        {
            return NotScanned(NotScannedReason.Encrypted);
        }

        if (name.StartsWith(LimitsExceeded, StringComparison.Ordinal))
        {
            return NotScanned(name.StartsWith(TimeExceeded, StringComparison.Ordinal) ? NotScannedReason.Timeout : NotScannedReason.Limits);
        }

        var isGuess = name.StartsWith("Heuristics.", StringComparison.Ordinal) || name.StartsWith("PUA.", StringComparison.Ordinal);
        return (isGuess ? ScanVerdict.Suspicious : ScanVerdict.Malicious, Printable(name), null);
    }

    private static (ScanVerdict, string?, NotScannedReason?) NotScanned(NotScannedReason reason) => (ScanVerdict.NotScanned, null, reason);

    private static string Printable(string name) =>
        string.Concat(name.Take(MaxNameLength).Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
