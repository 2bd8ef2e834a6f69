using System.Globalization;

namespace Vigil.Core.Intake.Verification;

/// <summary>A timestamp that the signature covers, and how far it may be from now, either way.</summary>
internal sealed class SignedTimestamp(string header, TimestampFormat format, TimeSpan tolerance)
{
    /// <summary>What senders and their libraries use.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    private const int MaxDigits = 15;
    private const int SecondsLength = 19;

    public string Header => header;

    /// <summary>Unix time in milliseconds. Strict: no sign, no blanks, nothing after the number.</summary>
    public bool TryParse(string text, out long milliseconds)
    {
        if (format == TimestampFormat.Rfc3339)
        {
            return TryParseRfc3339(text, out milliseconds);
        }

        if (text.Length > MaxDigits || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds))
        {
            milliseconds = 0;
            return false;
        }

        milliseconds *= format == TimestampFormat.Unix ? 1000 : 1;
        return true;
    }

    /// <summary>The time as the header carries it.</summary>
    public string Format(DateTimeOffset time) => format switch
    {
        TimestampFormat.Unix => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        TimestampFormat.UnixMilliseconds => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        _ => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    public Reason CheckAge(long milliseconds, DateTimeOffset now)
    {
        var age = now.ToUnixTimeMilliseconds() - milliseconds;
        var limit = (long)tolerance.TotalMilliseconds;
        return age > limit ? Reason.TimestampTooOld : age < -limit ? Reason.TimestampTooNew : Reason.None;
    }

    /// <summary>Fractions of a second are read over: some senders write nine digits, which the framework does not take.</summary>
    private static bool TryParseRfc3339(ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length is <= SecondsLength or > SignedTemplate.MaxTextLength
            || !DateTimeOffset.TryParseExact(text[..SecondsLength], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var time)
            || !TryParseOffset(AfterFraction(text[SecondsLength..]), out var offset))
        {
            return false;
        }

        milliseconds = time.ToUnixTimeMilliseconds() - (long)offset.TotalMilliseconds;
        return true;
    }

    private static ReadOnlySpan<char> AfterFraction(ReadOnlySpan<char> text)
    {
        var digits = text[0] == '.' ? text[1..].IndexOfAnyExceptInRange('0', '9') : 0;
        return digits > 0 ? text[(digits + 1)..] : text;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        return text is "Z" || (text is ['+' or '-', ..]
            && TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture,
                text[0] == '-' ? TimeSpanStyles.AssumeNegative : TimeSpanStyles.None, out offset));
    }
}
