using System.Diagnostics;
using System.Runtime;

namespace Vigil.Benchmarks.Parsing;

/// <summary>
/// Measures things against each other on a machine that does other work too: in turns of a millisecond, and the quickest turn of each counts. A benchmark's
/// mean would tell of the neighbours.
/// </summary>
internal static class Turns
{
    private const int Rounds = 120;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(60);

    /// <summary>Calls each until the runtime, which compiles anew in the background what is called often, has no more to compile.</summary>
    public static void WarmUp(params Func<int>[] actions)
    {
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            Array.ForEach(actions, a => Turn(a, s_warmUp));
        }
        while (JitInfo.GetCompiledMethodCount() != compiled);
    }

    /// <summary>Nanoseconds and bytes allocated, per call of each.</summary>
    public static Measured[] Run(params Func<int>[] actions)
    {
        WarmUp(actions);
        var best = actions.Select(a => Turn(a, s_turn)).ToArray();
        for (var round = 1; round < Rounds; round++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                var measured = Turn(actions[i], s_turn);
                best[i] = measured.Nanoseconds < best[i].Nanoseconds ? measured : best[i];
            }
        }

        return best;
    }

    private static Measured Turn(Func<int> action, TimeSpan atLeast)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var (calls, batch) = (0, 1);
        TimeSpan elapsed;
        do
        {
            for (var i = 0; i < batch; i++)
            {
                action();
            }

            calls += batch;
            batch *= 2;
            elapsed = Stopwatch.GetElapsedTime(started);
        }
        while (elapsed < atLeast);

        return new Measured(elapsed.TotalNanoseconds / calls, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)calls);
    }
}

/// <param name="Allocated">Bytes.</param>
internal readonly record struct Measured(double Nanoseconds, double Allocated);
