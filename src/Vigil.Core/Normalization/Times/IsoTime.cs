namespace Vigil.Core.Normalization.Times;

/// <summary>
/// ISO 8601 as it is met: <c>-</c> or <c>/</c> in the date, <c>T</c> or a blank, any number of fraction digits, offset as <c>Z</c>, <c>+01:00</c>, <c>+0100</c>,
/// <c>+01</c>, <c> UTC</c>, <c> +0000 UTC</c> (Go), <c>Z[UTC]</c> (Java) or none.
/// </summary>
internal static class IsoTime
{
    private const int DateLength = 10;

    public static DateTimeOffset? Parse(ReadOnlySpan<char> text)
    {
        if (!TryDate(text, out var date))
        {
            return null;
        }

        var rest = text[DateLength..];
        if (rest.IsEmpty)
        {
            return new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
        }

        if (rest[0] is not ('T' or 't' or ' ') || !TryClock(rest[1..], out var ticks, out var used) || !TryOffset(rest[(used + 1)..].Trim(), out var offset))
        {
            return null;
        }

        var local = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).Ticks + ticks - offset.Ticks;
        return local is < 0 || local > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(local, TimeSpan.Zero);
    }

    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text.Length < DateLength || text[4] is not ('-' or '/') || text[7] != text[4]
            || !Two(text, 0, 99, out var century) || !Two(text, 2, 99, out var year) || !Two(text, 5, 12, out var month) || !Two(text, 8, 31, out var day))
        {
            return false;
        }

        year += century * 100;
        if (year == 0 || month == 0 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>HH:mm, HH:mm:ss, HH:mm:ss.fff…; a leap second counts as the one before it.</summary>
    private static bool TryClock(ReadOnlySpan<char> text, out long ticks, out int used)
    {
        ticks = 0;
        used = 5;
        if (text.Length < used || text[2] != ':' || !Two(text, 0, 23, out var hours) || !Two(text, 3, 59, out var minutes))
        {
            return false;
        }

        var seconds = 0;
        if (text.Length >= 8 && text[5] == ':')
        {
            if (!Two(text, 6, 60, out seconds))
            {
                return false;
            }

            used = 8;
        }

        ticks = (((hours * 60L) + minutes) * 60L + Math.Min(seconds, 59)) * TimeSpan.TicksPerSecond;
        if (used == 8 && text.Length > 9 && text[8] is '.' or ',')
        {
            ticks += Fraction(text[9..], out var digits);
            used += digits + 1;
            return digits > 0;
        }

        return true;
    }

    private static long Fraction(ReadOnlySpan<char> text, out int digits)
    {
        digits = 0;
        var ticks = 0L;
        var unit = TimeSpan.TicksPerSecond / 10;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            ticks += (text[digits++] - '0') * unit;
            unit /= 10;
        }

        return ticks;
    }

    /// <summary>What stands behind the time of day: nothing, <c>Z</c>, a name of UTC, or hours and minutes.</summary>
    public static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is [.., ']'] && text.IndexOf('[') is > 0 and var zone)
        {
            text = text[..zone];
        }

        if (text.IsEmpty || text is "Z" or "z" or "UTC" or "GMT")
        {
            return true;
        }

        if (text.EndsWith(" UTC"))
        {
            text = text[..^4];
        }

        var digits = text[1..].ToString().Replace(":", "", StringComparison.Ordinal);
        if (text[0] is not ('+' or '-') || digits.Length is not (2 or 4) || !Two(digits, 0, 14, out var hours))
        {
            return false;
        }

        var minutes = 0;
        if (digits.Length == 4 && !Two(digits, 2, 59, out minutes))
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Two(ReadOnlySpan<char> text, int at, int max, out int value)
    {
        value = ((text[at] - '0') * 10) + text[at + 1] - '0';
        return char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && value <= max;
    }
}
