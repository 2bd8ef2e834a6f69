using System.Buffers;

namespace Vigil.Core.Scanning.Inspection.Documents;

/// <summary>Looks for byte patterns in a stream, in windows that overlap by the longest of them.</summary>
internal static class PatternSearch
{
    private const int Window = 64 * 1024;

    /// <summary>Which of the patterns occur, from the stream's present position on.</summary>
    /// <param name="prepare">What is done to a window before it is searched; it may shorten it.</param>
    public static async ValueTask<bool[]> RunAsync(
        Stream content, IReadOnlyList<byte[]> patterns, Func<Memory<byte>, int>? prepare, Inspection inspection, CancellationToken cancellationToken)
    {
        // Three times as much: a prepared window can shrink to a third.
        var overlap = 3 * patterns.Max(p => p.Length);
        var found = new bool[patterns.Count];
        var raw = ArrayPool<byte>.Shared.Rent(Window + overlap);
        var window = ArrayPool<byte>.Shared.Rent(Window + overlap);
        try
        {
            var kept = 0;
            int count;
            while ((count = await content.ReadAtLeastAsync(raw.AsMemory(kept, Window), Window, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                inspection.CheckTime();
                raw.AsSpan(0, kept + count).CopyTo(window);
                var length = prepare?.Invoke(window.AsMemory(0, kept + count)) ?? kept + count;
                Mark(window.AsSpan(0, length), patterns, found);
                var keep = Math.Min(overlap, kept + count);
                raw.AsSpan(kept + count - keep, keep).CopyTo(raw);
                kept = keep;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
            ArrayPool<byte>.Shared.Return(window);
        }

        return found;
    }

    private static void Mark(ReadOnlySpan<byte> window, IReadOnlyList<byte[]> patterns, bool[] found)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            found[i] = found[i] || window.IndexOf(patterns[i]) >= 0;
        }
    }
}
