namespace Vigil.Core.Scanning.Inspection;

/// <summary>What was found in one file so far, and what may still be spent on it.</summary>
internal sealed class Inspection(InspectorOptions limits, TimeProvider time)
{
    private const int MaxFindings = 20;

    private readonly long _started = time.GetTimestamp();
    private readonly List<string> _malware = [];
    private readonly List<string> _suspicions = [];
    private NotScannedReason? _missed;
    private int _entries;
    private long _unpacked;

    public InspectorOptions Limits => limits;

    /// <summary>Known malware; only the EICAR test file is known here.</summary>
    public void Condemn(string name) => Add(_malware, name);

    /// <summary>A trait of harmful files.</summary>
    public void Suspect(string trait) => Add(_suspicions, trait);

    /// <summary>
    /// A part that was not looked at. The first reason stands, except that any other counts before <see cref="NotScannedReason.Unsupported"/>: that one
    /// alone another engine can make good.
    /// </summary>
    public void Miss(NotScannedReason reason) => _missed = _missed is null or NotScannedReason.Unsupported ? reason : _missed;

    /// <summary>Counts an entry of an archive.</summary>
    public void CountEntry()
    {
        _entries++;
        Require(_entries <= limits.MaxEntries, NotScannedReason.Limits);
        CheckTime();
    }

    /// <summary>Counts unpacked bytes of an entry.</summary>
    public void CountUnpacked(int count, long ofEntry, long packed)
    {
        const long ratioFrom = 8L << 20;
        _unpacked += count;
        Require(_unpacked <= limits.MaxUnpackedBytes, NotScannedReason.Limits);
        Require(ofEntry < ratioFrom || ofEntry / Math.Max(packed, 1) <= limits.MaxRatio, NotScannedReason.Limits);
        CheckTime();
    }

    public void CheckTime() => Require(time.GetElapsedTime(_started) <= limits.Timeout, NotScannedReason.Timeout);

    public (ScanVerdict Verdict, IReadOnlyList<string> Findings, NotScannedReason? Reason) Result() =>
        _malware.Count > 0 ? (ScanVerdict.Malicious, _malware, null)
        : _suspicions.Count > 0 ? (ScanVerdict.Suspicious, _suspicions, null)
        : _missed is { } reason ? (ScanVerdict.NotScanned, [], reason)
        : (ScanVerdict.Clean, [], null);

    private static void Add(List<string> to, string what)
    {
        if (to.Count < MaxFindings && !to.Contains(what))
        {
            to.Add(what);
        }
    }

    private static void Require(bool holds, NotScannedReason reason)
    {
        if (!holds)
        {
            throw new InspectionEndedException(reason);
        }
    }
}

/// <summary>A limit was reached: whatever is still packed stays unseen. Unwinds from any depth.</summary>
internal sealed class InspectionEndedException(NotScannedReason reason) : Exception(reason.ToString())
{
    public NotScannedReason Reason { get; } = reason;
}
