namespace Vigil.Cli.Bench;

/// <summary>What one run of load came to. Latencies in milliseconds, from the first byte sent to the last received.</summary>
internal sealed record LoadResult(
    double PerSecond, double P50, double P90, double P99, double Max, long Accepted, long Refused)
{
    public static LoadResult From(IReadOnlyCollection<List<double>> latencies, long refused, TimeSpan elapsed)
    {
        var sorted = latencies.SelectMany(l => l).ToArray();
        Array.Sort(sorted);
        return new LoadResult(
            sorted.Length / elapsed.TotalSeconds, At(sorted, 0.50), At(sorted, 0.90), At(sorted, 0.99), At(sorted, 1), sorted.Length, refused);
    }

    private static double At(double[] sorted, double quantile) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
}
