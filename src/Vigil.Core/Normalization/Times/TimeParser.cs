using System.Globalization;

namespace Vigil.Core.Normalization.Times;

/// <summary>
/// Times as products write them. Without a format: epochs in s, ms, µs or ns by their size, ISO 8601 with any number of fraction digits and any
/// spelling of the offset, RFC 1123, RFC 850, asctime, those of web servers, browsers and syslog, <c>17-Dec-2020 10:00:00</c>, <c>12/17/2020 1:02:03 PM</c>, <c>17.12.2020 10:00:00</c>,
/// <c>/Date(ms)/</c>, Windows file times. A time without offset is UTC, one without year the last such time. Times before 1970 mean "none".
/// </summary>
internal static class TimeParser
{
    /// <summary>Without offset: that is read before.</summary>
    private static readonly string[] s_spelledOut =
    [
        "ddd, d MMM yyyy HH:mm:ss", "dddd, d-MMM-yy HH:mm:ss", "d-MMM-yyyy HH:mm:ss", "d MMM yyyy HH:mm:ss", "d/MMM/yyyy:HH:mm:ss",
        "ddd MMM d HH:mm:ss yyyy", "ddd MMM d HH:mm:ss 'UTC' yyyy", "ddd MMM d HH:mm:ss 'GMT' yyyy", "MMM d, yyyy HH:mm:ss", "MMM d, yyyy h:mm:ss tt",
        "MMM d, yyyy, h:mm:ss tt", "MMM d, yyyy '@' HH:mm:ss.FFF", "MMM d yyyy HH:mm:ss.FFF", "MMMM d, yyyy HH:mm:ss", "ddd, d-MMM-yyyy HH:mm:ss", "ddd MMM d HH:mm:ss.FFFFFF yyyy",
        "ddd MMM d yyyy HH:mm:ss", "M/d/yyyy h:mm:ss tt", "d.M.yyyy HH:mm:ss", "yyyy-M-d H:mm:ss", "yyyy-MM-dd h:mm:ss tt",
        "yyyyMMdd'T'HHmmss.FFFFFFF", "yyyyMMddHHmmss", "yyyyMMdd",
    ];

    /// <param name="received">When the alert came: tells the year where a time has none.</param>
    public static bool TryParse(string text, DateTimeOffset received, out DateTimeOffset time) =>
        Plausible(Parse(text.AsSpan().Trim(), received), out time);

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

    private static DateTimeOffset? Parse(ReadOnlySpan<char> text, DateTimeOffset received)
    {
        if (text.StartsWith("/Date(") && text.EndsWith(")/"))
        {
            return DotNetDate(text[6..^2]);
        }

        text = WithoutZoneName(text);
        return IsoTime.Parse(text) ?? EpochTime.Guess(text) ?? SpelledOut(text) ?? WithoutYear(text, received);
    }

    /// <summary>Milliseconds; the offset that may follow only says where the sender stood.</summary>
    private static DateTimeOffset? DotNetDate(ReadOnlySpan<char> text)
    {
        var sign = text.IsEmpty ? -1 : text[1..].IndexOfAny('+', '-') + 1;
        return EpochTime.Parse(sign > 0 ? text[..sign] : text, TimeSpan.TicksPerMillisecond);
    }

    private static DateTimeOffset? SpelledOut(ReadOnlySpan<char> text)
    {
        var local = WithoutOffset(text, out var offset);
        return DateTime.TryParseExact(local, s_spelledOut, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var time)
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).Subtract(offset)
            : null;
    }

    /// <summary>Without the name that some write behind what says it already: <c>(UTC)</c>, <c>GMT+0100 (Central European Standard Time)</c>, <c>-0400 EDT</c>.</summary>
    private static ReadOnlySpan<char> WithoutZoneName(ReadOnlySpan<char> text)
    {
        if (text is [.., ')'] && text.IndexOf('(') is > 0 and var open)
        {
            var before = text[..open].TrimEnd();
            return text[open..] is "(UTC)" or "(GMT)" || before.IndexOf("GMT") > 0 ? before : text;
        }

        var blank = text.LastIndexOf(' ');
        return blank > 0 && text[(blank + 1)..] is { Length: 3 or 4 } name && !name.ContainsAnyExceptInRange('A', 'Z') && name is not ("UTC" or "GMT")
            && text[..blank].LastIndexOf(' ') is > 0 and var offset && text[offset + 1] is '+' or '-' ? text[..blank] : text;
    }

    /// <summary>Splits <c>GMT</c>, <c>UTC</c>, <c>Z</c> or <c>+0100</c> off the end.</summary>
    private static ReadOnlySpan<char> WithoutOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        var blank = text.LastIndexOf(' ');
        var last = text[(blank + 1)..];
        if (blank > 0 && IsoTime.TryOffset(last.Length > 3 && last.StartsWith("GMT") ? last[3..] : last, out offset))
        {
            return text[..blank];
        }

        offset = TimeSpan.Zero;
        return text is [.., 'Z'] ? text[..^1] : text;
    }

    /// <summary>As in syslog: <c>Oct 11 22:14:15</c>. A day ahead of us is still this year's, for the sake of clocks and zones.</summary>
    private static DateTimeOffset? WithoutYear(ReadOnlySpan<char> text, DateTimeOffset received)
    {
        var latest = received.UtcDateTime.AddDays(1);
        for (var year = latest.Year; year >= latest.Year - 4; year--)
        {
            if (DateTime.TryParseExact($"{year} {text}", "yyyy MMM d HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var time)
                && time <= latest)
            {
                return new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc));
            }
        }

        return null;
    }

    private static bool Plausible(DateTimeOffset? parsed, out DateTimeOffset time)
    {
        time = parsed?.ToUniversalTime() ?? default;
        return parsed is not null && time > DateTimeOffset.UnixEpoch;
    }
}
