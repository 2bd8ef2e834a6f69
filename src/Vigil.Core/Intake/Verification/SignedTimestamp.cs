using System.Globalization;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification;

/// <summary>A timestamp that the signature covers, and how far it may be from now, either way.</summary>
internal sealed class SignedTimestamp(string header, TimestampFormat format, TimeSpan tolerance)
{
    /// <summary>Names the timestamp in a header that is a list, as <c>t=</c> in <c>t=1700000000,v1=…</c>, with the character between its parts.</summary>
    private (string Prefix, char Separator)? _field;

    /// <summary>What senders and their libraries use.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    private const int MaxDigits = 15;
    private const int SecondsLength = 19;

    public string Header => header;

    /// <summary>False when the timestamp stands in the signature's own header.</summary>
    public bool IsOwnHeader => _field is null;

    /// <summary>Reads how the profile says it; null when nothing is said.</summary>
    public static SignedTimestamp? Read(ProfileParameters parameters, SignedTemplate template, IReadOnlyList<string> signatureHeaders, char? separator)
    {
        var header = parameters.String("timestampHeader");
        var field = parameters.String("timestampField");
        var format = parameters.Choice("timestampFormat", "unix", "unix-ms", "rfc3339") switch
        {
            "unix" => TimestampFormat.Unix,
            "unix-ms" => TimestampFormat.UnixMilliseconds,
            _ => TimestampFormat.Rfc3339,
        };
        var tolerance = parameters.Duration("tolerance", DefaultTolerance);
        if ((header is not null) ^ (field is not null) != template.HasTimestamp)
        {
            throw parameters.Error("timestampHeader",
                "'timestampHeader' (or 'timestampField') and {timestamp} in 'template' need each other: a timestamp that is not signed protects from nothing");
        }

        if (field is null)
        {
            return header is null ? null : new SignedTimestamp(header, format, tolerance);
        }

        return separator is { } between && signatureHeaders is [var one]
            ? new SignedTimestamp(one, format, tolerance) { _field = (field + "=", between) }
            : throw parameters.Error("timestampField", "'timestampField' needs a 'separator' and a single 'header'");
    }

    /// <summary>How often the timestamp was sent, and its text when it was sent once.</summary>
    public int Find(IDeliveryHeaders headers, out string? text)
    {
        var times = headers.Read(header, out text);
        if (_field is not var (prefix, separator) || times != 1)
        {
            return times;
        }

        var list = text.AsSpan();
        (text, times) = (null, 0);
        foreach (var range in list.Split(separator))
        {
            var part = list[range].Trim(' ');
            if (part.StartsWith(prefix, StringComparison.Ordinal))
            {
                text = times++ == 0 && part.Length <= prefix.Length + SignedTemplate.MaxTextLength ? part[prefix.Length..].ToString() : null;
            }
        }

        return times == 1 && text is null ? 2 : times;
    }

    /// <summary>The signature's header with the timestamp in it; null when it has a header of its own.</summary>
    public string? InSignature(string timestamp, string signature) =>
        _field is var (prefix, separator) ? $"{prefix}{timestamp}{separator}{signature}" : null;

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
