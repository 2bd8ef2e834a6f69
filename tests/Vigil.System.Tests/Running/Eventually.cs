using System.Diagnostics;
using Xunit;

namespace Vigil.SystemTests.Running;

/// <summary>Waits for what other processes do, which tell nobody: looks until it is there.</summary>
internal static class Eventually
{
    /// <summary>Long enough for a machine that is busy with everything else.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends when nothing is missing; fails with what was missing last.</summary>
    public static async Task NothingAsync(Func<Task<string?>> missing, TimeSpan? within = null)
    {
        using var timer = new PeriodicTimer(s_pause);
        var started = Stopwatch.GetTimestamp();
        while (await missing() is { } what)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < (within ?? Deadline), what);
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends with the first value that is there.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> look, Func<string> what)
        where T : class
    {
        T? found = null;
        await NothingAsync(async () => (found = await look()) is null ? what() : null);
        return found!;
    }
}
