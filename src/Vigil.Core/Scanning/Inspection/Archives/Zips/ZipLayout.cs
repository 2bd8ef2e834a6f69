namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Where the entries of a zip file lie: whether two share bytes, and whether there are entries that the directory does not tell of.</summary>
internal sealed class ZipLayout(Stream file)
{
    /// <summary>What follows an entry whose sizes were not known before it (data descriptor, ZIP64), and the start of the next one.</summary>
    private const int LookAhead = 24 + 4;

    private readonly List<(long Start, long End)> _taken = [];

    public void Add(long start, long end) => _taken.Add((start, end));

    /// <param name="from">Where the first entry has to be.</param>
    /// <param name="to">Where the directory is.</param>
    public async ValueTask JudgeAsync(long from, long to, Inspection inspection, CancellationToken cancellationToken)
    {
        _taken.Sort();
        _taken.Add((to, to));
        foreach (var (start, end) in _taken)
        {
            if (start < from)
            {
                inspection.Suspect("zip-with-overlapping-entries");
            }
            else if (await HidesAsync(from, start, cancellationToken))
            {
                // Who unpacks from entry to entry sees it, who reads the directory does not.
                inspection.Suspect("zip-with-hidden-entries");
            }

            from = Math.Max(from, end);
        }
    }

    private async ValueTask<bool> HidesAsync(long from, long to, CancellationToken cancellationToken)
    {
        if (to - from < LookAhead)
        {
            return false;
        }

        var bytes = new byte[LookAhead];
        file.Position = from;
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes.AsSpan().IndexOf("PK\u0003\u0004"u8) >= 0;
    }
}
