using System.Globalization;

namespace Vigil.Core.Normalization.Times;

/// <summary>
/// Times as products write them. Without a format: epochs in s, ms, µs or ns by their size, ISO 8601 with any number of fraction digits and any
/// spelling of the offset, RFC 1123, <c>17-Dec-2020 10:00:00</c>, <c>/Date(ms)/</c>. A time without offset is UTC. Times before 1970 mean "none".
/// </summary>
internal static class TimeParser
{
    private static readonly string[] s_spelledOut =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss zzz",
        "dd-MMM-yyyy HH:mm:ss", "d-MMM-yyyy HH:mm:ss", "dd MMM yyyy HH:mm:ss", "d MMM yyyy HH:mm:ss",
        "ddd MMM d HH:mm:ss yyyy", "ddd MMM dd HH:mm:ss yyyy", "MMM d, yyyy HH:mm:ss", "MMM d, yyyy h:mm:ss tt",
        "yyyy/MM/dd HH:mm:ss", "yyyyMMdd'T'HHmmss'Z'", "yyyyMMddHHmmss",
    ];

    public static bool TryParse(string text, out DateTimeOffset time) => Plausible(Parse(text.AsSpan().Trim()), out time);

    /// <summary>Reads one of the formats that a profile names.</summary>
    public static bool TryParse(string text, IReadOnlyList<TimeFormat> formats, out DateTimeOffset time)
    {
        time = default;
        foreach (var format in formats)
        {
            if (Plausible(format.Parse(text.AsSpan().Trim()), out time))
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset? Parse(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("/Date(") && text.EndsWith(")/"))
        {
            return EpochTime.Parse(text[6..^2], TimeSpan.TicksPerMillisecond);
        }

        return EpochTime.Guess(text) ?? IsoTime.Parse(text) ?? SpelledOut(text);
    }

    private static DateTimeOffset? SpelledOut(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParseExact(text, s_spelledOut, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var time)
            ? time : null;

    private static bool Plausible(DateTimeOffset? parsed, out DateTimeOffset time)
    {
        time = parsed?.ToUniversalTime() ?? default;
        return parsed is not null && time > DateTimeOffset.UnixEpoch;
    }
}
