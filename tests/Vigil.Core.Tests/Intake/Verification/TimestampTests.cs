using Vigil.Core.Intake.Verification;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

public sealed class TimestampTests
{
    private static readonly DateTimeOffset s_time = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-16T09:00:00Z", true)]
    [InlineData("2026-03-16T09:00:00.5Z", true)]
    [InlineData("2026-03-16T09:00:00.123456789Z", true)]
    [InlineData("2026-03-16T10:00:00+01:00", true)]
    [InlineData("2026-03-16T03:30:00.000-05:30", true)]
    [InlineData("2026-03-16T09:00:00", false)]
    [InlineData("2026-03-16T09:00:00.Z", false)]
    [InlineData("2026-03-16T09:00:00z", false)]
    [InlineData("2026-03-16 09:00:00Z", false)]
    [InlineData("2026-03-16T09:00:00Zx", false)]
    [InlineData("2026-03-16T09:00:00+1", false)]
    [InlineData("2026-03-16T25:00:00Z", false)]
    [InlineData("", false)]
    public void Rfc3339_is_read_strictly_and_without_fractions(string text, bool expected)
    {
        var read = new SignedTimestamp("t", TimestampFormat.Rfc3339, TimeSpan.FromMinutes(5)).TryParse(text, out var milliseconds);
        Assert.Equal((expected, expected ? s_time.ToUnixTimeMilliseconds() : 0), (read, milliseconds));
    }

    [Fact]
    public void Unix_time_counts_seconds_or_milliseconds()
    {
        Assert.True(new SignedTimestamp("t", TimestampFormat.Unix, TimeSpan.Zero).TryParse("1700000000", out var seconds));
        Assert.True(new SignedTimestamp("t", TimestampFormat.UnixMilliseconds, TimeSpan.Zero).TryParse("1700000000123", out var milliseconds));
        Assert.Equal((1_700_000_000_000, 1_700_000_000_123), (seconds, milliseconds));
    }

    [Theory]
    [InlineData(-60_001, Reason.TimestampTooNew)]
    [InlineData(-60_000, Reason.None)]
    [InlineData(0, Reason.None)]
    [InlineData(60_000, Reason.None)]
    [InlineData(60_001, Reason.TimestampTooOld)]
    public void The_tolerance_counts_both_ways_to_the_millisecond(int ageMilliseconds, Reason expected)
    {
        var timestamp = new SignedTimestamp("t", TimestampFormat.Unix, TimeSpan.FromMinutes(1));
        Assert.Equal(expected, timestamp.CheckAge(s_time.ToUnixTimeMilliseconds(), s_time.AddMilliseconds(ageMilliseconds)));
    }

    [Fact]
    public void The_largest_number_that_is_read_is_only_too_new()
    {
        var timestamp = new SignedTimestamp("t", TimestampFormat.Unix, TimeSpan.FromMinutes(1));
        Assert.True(timestamp.TryParse("999999999999999", out var milliseconds));
        Assert.Equal(Reason.TimestampTooNew, timestamp.CheckAge(milliseconds, s_time));
        Assert.False(timestamp.TryParse("9999999999999999", out _));
    }
}
