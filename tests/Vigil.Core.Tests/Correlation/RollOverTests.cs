using Vigil.Core.Correlation;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Correlation;

public sealed class RollOverTests
{
    private static readonly DateTimeOffset s_opened = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly CorrelationOptions s_options = new();

    private static IncidentBrief Open { get; } =
        new(1, false, IncidentStatus.InProgress, null, null, 0, s_opened, s_opened + TimeSpan.FromDays(6.5), 1, null);

    private static IncidentBrief Closed { get; } = Open with
    {
        StatusId = IncidentStatus.Closed,
        VerdictId = Verdict.Benign,
        SettledAt = s_opened,
        SettledScore = 60,
    };

    [Theory]
    [InlineData(9_999, RollOverDecision.Join)]
    [InlineData(10_000, RollOverDecision.OpenNext)]
    public void It_takes_ten_thousand_findings(int count, object decision) =>
        Assert.Equal(decision, Decide(Open with { FindingCount = count }, TimeSpan.FromDays(6.5)));

    [Theory]
    [InlineData(0, RollOverDecision.Join)]
    [InlineData(1, RollOverDecision.OpenNext)]
    public void It_takes_findings_for_seven_days(int ticks, object decision) =>
        Assert.Equal(decision, Decide(Open, TimeSpan.FromDays(7) + TimeSpan.FromTicks(ticks)));

    [Theory]
    [InlineData(0, 60, Verdict.Benign, RollOverDecision.Absorb)]
    [InlineData(0, 60, Verdict.FalsePositive, RollOverDecision.Absorb)]
    [InlineData(0, 60, Verdict.Duplicate, RollOverDecision.Absorb)]
    [InlineData(0, 60.01, Verdict.Benign, RollOverDecision.OpenNext)]
    [InlineData(1, 60, Verdict.Benign, RollOverDecision.OpenNext)]
    [InlineData(0, 60, Verdict.TruePositive, RollOverDecision.OpenNext)]
    public void Closed_it_absorbs_what_is_no_worse_for_a_day_by_its_verdict(int ticks, double score, int verdict, object decision) =>
        Assert.Equal(decision, Decide(Closed with { VerdictId = verdict }, TimeSpan.FromDays(1) + TimeSpan.FromTicks(ticks), score));

    [Fact]
    public void Before_its_header_is_written_it_is_joined() =>
        Assert.Equal(RollOverDecision.Join, Decide(null, TimeSpan.FromDays(30)));

    [Fact]
    public void A_finding_that_was_received_earlier_and_comes_late_joins() =>
        Assert.Equal(RollOverDecision.Join, Decide(Open, -TimeSpan.FromDays(3)));

    private static object Decide(IncidentBrief? brief, TimeSpan after, double score = 50) =>
        RollOver.Decide(brief, Sample.Finding("next", s_opened + after, score), s_options);
}
