using System.Globalization;

namespace Vigil.Core.Normalization.Times;

/// <summary>A format that a profile names: <c>epoch_s</c>, <c>epoch_ms</c>, <c>epoch_us</c>, <c>epoch_ns</c>, <c>iso</c>, or a .NET format such as <c>dd/MM/yyyy HH:mm</c>.</summary>
internal sealed class TimeFormat
{
    private readonly Func<string, DateTimeOffset?> _parse;

    private TimeFormat(Func<string, DateTimeOffset?> parse) => _parse = parse;

    /// <exception cref="FormatException">Neither a known name nor a usable .NET format.</exception>
    public static TimeFormat Create(string format) => format switch
    {
        "epoch_s" => new(t => EpochTime.Parse(t, TimeSpan.TicksPerSecond)),
        "epoch_ms" => new(t => EpochTime.Parse(t, TimeSpan.TicksPerMillisecond)),
        "epoch_us" => new(t => EpochTime.Parse(t, TimeSpan.TicksPerMicrosecond)),
        "epoch_ns" => new(t => EpochTime.Parse(t, 0.01m)),
        "iso" => new(t => IsoTime.Parse(t)),
        _ => Exact(format),
    };

    public DateTimeOffset? Parse(ReadOnlySpan<char> text) => _parse(text.ToString());

    private static TimeFormat Exact(string format)
    {
        var sample = new DateTimeOffset(2026, 11, 22, 13, 14, 15, TimeSpan.Zero);
        if (!format.Contains("yy", StringComparison.Ordinal) || Read(sample.ToString(format, CultureInfo.InvariantCulture), format) is null)
        {
            throw new FormatException($"'{format}' is no time format: epoch_s, epoch_ms, epoch_us, epoch_ns, iso, or a .NET format with a year");
        }

        return new(t => Read(t, format));
    }

    private static DateTimeOffset? Read(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
