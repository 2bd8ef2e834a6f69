using System.Globalization;
using Vigil.Core.Normalization.Times;
using Xunit;

namespace Vigil.Core.Tests.Normalization;

public sealed class TimeParserTests
{
    private static readonly DateTimeOffset s_received = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1773651600", "2026-03-16T09:00:00Z")]
    [InlineData("1773651600.250", "2026-03-16T09:00:00.25Z")]
    [InlineData("1773651600.5", "2026-03-16T09:00:00.5Z")]
    [InlineData("1695016221.53214", "2023-09-18T05:50:21.53214Z")]
    [InlineData("1773651600123", "2026-03-16T09:00:00.123Z")]
    [InlineData("1773651600123456", "2026-03-16T09:00:00.123456Z")]
    [InlineData("1773651600123456789", "2026-03-16T09:00:00.1234567Z")]
    [InlineData("1.7736516E9", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16T09:00:00Z", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16t09:00:00z", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16T09:00:00", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16T09:00Z", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16 09:00:00", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16 09:00:00 UTC", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16", "2026-03-16T00:00:00Z")]
    [InlineData("2026-03-16T09:00:00.1Z", "2026-03-16T09:00:00.1Z")]
    [InlineData("2026-03-16T09:00:00.123Z", "2026-03-16T09:00:00.123Z")]
    [InlineData("2026-03-16T09:00:00,123Z", "2026-03-16T09:00:00.123Z")]
    [InlineData("2026-03-16T09:00:00.1234567Z", "2026-03-16T09:00:00.1234567Z")]
    [InlineData("2026-03-16T09:00:00.123456789Z", "2026-03-16T09:00:00.1234567Z")]
    [InlineData("2025-04-11 21:07:42.759000000", "2025-04-11T21:07:42.759Z")]
    [InlineData("2026-03-16T10:00:00+01:00", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16T10:00:00+0100", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16T10:00:00+01", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16T02:00:00.5-0700", "2026-03-16T09:00:00.5Z")]
    [InlineData("2026-03-16T09:00:00.957192026+0000", "2026-03-16T09:00:00.957192Z")]
    [InlineData("2026-03-16T23:59:60Z", "2026-03-16T23:59:59Z")]
    [InlineData(" 2026-03-16T09:00:00Z ", "2026-03-16T09:00:00Z")]
    [InlineData("Mon, 16 Mar 2026 09:00:00 GMT", "2026-03-16T09:00:00Z")]
    [InlineData("Mon, 16 Mar 2026 10:00:00 +01:00", "2026-03-16T09:00:00Z")]
    [InlineData("17-Dec-2020 10:00:00", "2020-12-17T10:00:00Z")]
    [InlineData("17 Dec 2020 10:00:00", "2020-12-17T10:00:00Z")]
    [InlineData("Thu Dec 17 10:00:00 2020", "2020-12-17T10:00:00Z")]
    [InlineData("Dec 17, 2020 10:00:00", "2020-12-17T10:00:00Z")]
    [InlineData("2026/03/16 09:00:00", "2026-03-16T09:00:00Z")]
    [InlineData("20260316T090000Z", "2026-03-16T09:00:00Z")]
    [InlineData("20260316090000", "2026-03-16T09:00:00Z")]
    [InlineData("20260316", "2026-03-16T00:00:00Z")]
    [InlineData("2026/03/16", "2026-03-16T00:00:00Z")]
    [InlineData("2026/03/16 10:00:00.5 +0100", "2026-03-16T09:00:00.5Z")]
    [InlineData("2026-03-16 09:00:00.123456789 +0000 UTC", "2026-03-16T09:00:00.1234567Z")]
    [InlineData("2026-03-16T09:00:00Z[UTC]", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16T10:00:00+01:00[Europe/Berlin]", "2026-03-16T09:00:00Z")]
    [InlineData("Mon, 16 Mar 2026 10:00:00 +0100", "2026-03-16T09:00:00Z")]
    [InlineData("Mon, 16 Mar 2026 09:00:00 UTC", "2026-03-16T09:00:00Z")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z")]
    [InlineData("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z")]
    [InlineData("Thu Dec 17 10:00:00 UTC 2020", "2020-12-17T10:00:00Z")]
    [InlineData("10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36Z")]
    [InlineData("Dec 17, 2020 1:02:03 PM", "2020-12-17T13:02:03Z")]
    [InlineData("Mar  6 22:14:15", "2026-03-06T22:14:15Z")]
    [InlineData("Mar 17 08:59:59", "2026-03-17T08:59:59Z")]
    [InlineData("Mar 17 09:00:01", "2025-03-17T09:00:01Z")]
    [InlineData("Oct 11 22:14:15", "2025-10-11T22:14:15Z")]
    [InlineData("Feb 29 22:14:15", "2024-02-29T22:14:15Z")]
    [InlineData("/Date(1773651600123+0100)/", "2026-03-16T09:00:00.123Z")]
    [InlineData("/Date(1773651600123)/", "2026-03-16T09:00:00.123Z")]
    [InlineData("2026-03-16 09:00:00 (UTC)", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16 05:00:00.5 -0400 EDT", "2026-03-16T09:00:00.5Z")]
    [InlineData("Mon Mar 16 2026 10:00:00 GMT+0100 (Central European Standard Time)", "2026-03-16T09:00:00Z")]
    [InlineData("3/16/2026 9:00:00 AM", "2026-03-16T09:00:00Z")]
    [InlineData("2026-03-16 01:00:00 PM", "2026-03-16T13:00:00Z")]
    [InlineData("16.3.2026 09:00:00", "2026-03-16T09:00:00Z")]
    [InlineData("2026-3-6 9:00:00", "2026-03-06T09:00:00Z")]
    [InlineData("March 16, 2026 09:00:00", "2026-03-16T09:00:00Z")]
    [InlineData("Mar 16 2026 09:00:00", "2026-03-16T09:00:00Z")]
    [InlineData("Mar 16, 2026 @ 09:00:00.123", "2026-03-16T09:00:00.123Z")]
    [InlineData("Mar 16, 2026, 9:00:00 AM", "2026-03-16T09:00:00Z")]
    [InlineData("Mon, 16-Mar-2026 09:00:00 GMT", "2026-03-16T09:00:00Z")]
    [InlineData("Mon Mar 16 09:00:00.123456 2026", "2026-03-16T09:00:00.123456Z")]
    [InlineData("20260316T090000.123Z", "2026-03-16T09:00:00.123Z")]
    [InlineData("134181252001234567", "2026-03-16T09:00:00.1234567Z")]
    public void A_time_is_read_however_it_is_written(string text, string expected)
    {
        Assert.True(TimeParser.TryParse(text, s_received, out var time), text);
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("yesterday")]
    [InlineData("Oct 11")]
    [InlineData("Foo 11 22:14:15")]
    [InlineData("/Date()/")]
    [InlineData("/Date(-62135596800000)/")]
    [InlineData("Tue, 16 Mar 2026 09:00:00 GMT")]
    [InlineData("0000-00-00T00:00:00Z")]
    [InlineData("2026-00-10T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-03/16T00:00:00Z")]
    [InlineData("2026-03-16T25:00:00Z")]
    [InlineData("2026-03-16T09:00:00.Z")]
    [InlineData("2026-03-16T09:00:00+99:00")]
    [InlineData("2026-03-16T09:00:00+1")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("2026-03-16 09:00:00 (CET)")]
    [InlineData("2026-03-16 09:00:00 CET")]
    [InlineData("16/03/2026 09:00:00")]
    [InlineData("(UTC)")]
    [InlineData("1e30")]
    [InlineData("NaN")]
    public void What_is_no_time_is_none(string text)
    {
        Assert.False(TimeParser.TryParse(text, s_received, out _));
    }

    [Theory]
    [InlineData("epoch_s", "86400", "1970-01-02T00:00:00Z")]
    [InlineData("epoch_ms", "86400000", "1970-01-02T00:00:00Z")]
    [InlineData("epoch_us", "86400000000", "1970-01-02T00:00:00Z")]
    [InlineData("epoch_ns", "86400000000000", "1970-01-02T00:00:00Z")]
    [InlineData("dd/MM/yyyy HH:mm", "02/03/2026 04:05", "2026-03-02T04:05:00Z")]
    [InlineData("MM/dd/yyyy HH:mm", "02/03/2026 04:05", "2026-02-03T04:05:00Z")]
    public void A_format_of_the_profile_decides_what_the_digits_mean(string format, string text, string expected)
    {
        Assert.True(TimeParser.TryParse(text, [TimeFormat.Create(format)], out var time));
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), time);
    }
}
