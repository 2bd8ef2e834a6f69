namespace Vigil.Core.Reports;

/// <summary>Durations of one stage, by powers of two of a millisecond.</summary>
internal sealed class StageTally
{
    /// <summary>The first holds up to 1 ms, the last all above 9 hours.</summary>
    public const int Buckets = 26;

    private readonly long[] _counts = new long[Buckets];

    public void Add(double seconds)
    {
        var milliseconds = Math.Max(1, seconds * 1000);
        Interlocked.Increment(ref _counts[Math.Min(Buckets - 1, (int)Math.Ceiling(Math.Log2(milliseconds)))]);
    }

    /// <summary>What was counted since the last call.</summary>
    public StageCount Take(string stage)
    {
        var taken = new long[Buckets];
        for (var i = 0; i < Buckets; i++)
        {
            taken[i] = Interlocked.Exchange(ref _counts[i], 0);
        }

        return new StageCount(stage, taken);
    }

    /// <summary>The upper bound of the bucket that holds the quantile, in seconds; the truth is between half of it and it.</summary>
    public static double Quantile(IReadOnlyList<long> counts, double quantile)
    {
        var rank = (long)Math.Ceiling(counts.Sum() * quantile);
        for (var (bucket, seen) = (0, 0L); bucket < counts.Count; bucket++)
        {
            seen += counts[bucket];
            if (seen >= rank)
            {
                return Math.Pow(2, bucket) / 1000;
            }
        }

        return 0;
    }
}
