using System.Globalization;

namespace Vigil.Core.Normalization.Times;

/// <summary>Seconds and their fractions since 1970, without going through a double.</summary>
internal static class EpochTime
{
    /// <summary>Above it a number counts ms, not s (the year 5138 in s, 1973 in ms), and so on by thousands.</summary>
    private const decimal FirstMilliseconds = 1e11m;

    /// <summary>Windows file times of 2000 to 2100: 100 ns since 1601. As ns since 1970 they would be of 1974.</summary>
    private const decimal FirstFileTime = 125_911_584_000_000_000m;
    private const decimal LastFileTime = 157_469_184_000_000_000m;

    /// <summary>Digits of <c>20260316</c> and <c>20260316090000</c>: an epoch of today has 9 or 10, 13, 16 or 19.</summary>
    private const int CompactDate = 8;
    private const int CompactTime = 14;

    public static DateTimeOffset? Guess(ReadOnlySpan<char> text)
    {
        if ((text.Length is CompactDate or CompactTime && !text.Contains('.')) || !TryNumber(text, out var number))
        {
            return null;
        }

        if (number is >= FirstFileTime and <= LastFileTime)
        {
            return new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks((long)number);
        }

        var ticksPerUnit = (decimal)TimeSpan.TicksPerSecond;
        for (var bound = FirstMilliseconds; number >= bound && ticksPerUnit > 0.01m; bound *= 1000)
        {
            ticksPerUnit /= 1000;
        }

        return FromTicks(number, ticksPerUnit);
    }

    /// <param name="ticksPerUnit">100 ns ticks: 10,000,000 for s, 0.01 for ns.</param>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text, decimal ticksPerUnit) =>
        TryNumber(text, out var number) ? FromTicks(number, ticksPerUnit) : null;

    private static bool TryNumber(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        return text.Length is > 0 and < 32 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }

    private static DateTimeOffset? FromTicks(decimal number, decimal ticksPerUnit)
    {
        var latest = (decimal)(DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks;
        return number < 0 || number > latest / ticksPerUnit ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(number * ticksPerUnit));
    }
}
