using System.Text.Json;
using Vigil.Cli.Bench;
using Vigil.Cli.Cost;
using Vigil.Cli.Shared;
using Xunit;

namespace Vigil.SystemTests.Commands;

/// <summary>
/// The sums by hand. A month has 730 h = 2,628,000 s = 30.4167 days; defaults: 2 GB, 40 / 60 / 80 ms, 32 and 24 at a time, an incident for ten alerts,
/// so 6 + 9 ÷ 10 = 6.9 writes, 8.5 reads and 6.3 queue operations per alert. Every execution alone is billed for a second, so that the part of an instance's time that is billed is 1 − e^(−alerts a second).
/// </summary>
public sealed class CostTests
{
    /// <summary>10,000 ÷ 86,400 = 0.1157 a second: 1 − e^(−0.1157) = 10.93 % of an instance, 0.10929 × 2,628,000 s × 2 GB = 574,449 GB-s for each of the three.</summary>
    [Fact]
    public void Ten_thousand_alerts_a_day_pay_for_single_seconds_and_timers() => AssertLines(
        10_000,
        ("always ready, baseline", 21.02m),      // 2,628,000 × 2 × 0.000004
        ("always ready, executing", 9.19m),      // 574,449 × 0.000016
        ("on demand, executing", 32.02m),        // (2 × 574,449 + timers 3,000 × 30.4167 × 2 = 182,500 − 100,000) × 0.000026
        ("executions", 0.30m),                   // (304,167 × 3 + 91,250 − 250,000) ÷ 10⁶ × 0.40
        ("blob writes", 13.12m),                 // 304,167 × 6.9 ÷ 10⁴ × 0.0625
        ("blob reads", 1.03m),                   // 304,167 × 8.5 ÷ 10⁴ × 0.004
        ("queue operations", 2.34m),             // (304,167 × 6.3 + 1.5 × 2,628,000) ÷ 10⁴ × 0.004
        ("kept, in the steady state", 1.31m),    // 10,000 × (10 kB × 90 + 12 kB × 400) = 57 GB × 0.023
        ("namespace and operations", 9.86m),     // 730 × 0.0135; 0.18 million operations are included
        ("logs, spans and metrics", 0m),         // 0.18 GB of 5 free
        ("alert rules", 10.50m));                // 7 × 1.50

    /// <summary>11.57 a second: one instance of each is billed for all of its time, and the concurrency of one suffices (11.57 × 0.04 = 0.5 of 32).</summary>
    [Fact]
    public void A_million_alerts_a_day_pay_for_three_whole_instances_and_mostly_for_writes() => AssertLines(
        1_000_000,
        ("always ready, baseline", 21.02m),
        ("always ready, executing", 84.10m),     // 5,255,951 × 0.000016
        ("on demand, executing", 275.45m),       // (2 × 5,255,951 + 182,500 − 100,000) × 0.000026
        ("executions", 36.44m),
        ("blob writes", 1311.72m),               // 30,416,667 × 6.9 ÷ 10⁴ × 0.0625
        ("blob reads", 103.42m),
        ("queue operations", 78.23m),
        ("kept, in the steady state", 131.10m),
        ("namespace and operations", 14.06m),    // 9.855 + (18.25 − 13) × 0.80
        ("logs, spans and metrics", 30.48m),     // (18.25 − 5) × 2.30
        ("alert rules", 10.50m));

    /// <summary>1,157 a second: 1,157 × 0.04 ÷ 32 = 2 instances for HTTP, 1,157 × 0.06 ÷ 24 = 3 and 1,157 × 0.08 ÷ 24 = 4 for the queues.</summary>
    [Fact]
    public void A_hundred_million_alerts_a_day_pay_for_nine_instances_and_mostly_for_writes() => AssertLines(
        100_000_000,
        ("always ready, baseline", 21.02m),
        ("always ready, executing", 84.10m),     // one of the two
        ("on demand, executing", 1095.39m),      // ((1 + 3 + 4) × 5,256,000 + 82,500) × 0.000026
        ("executions", 3649.94m),
        ("blob writes", 131171.88m),
        ("blob reads", 10341.67m),
        ("queue operations", 7666.58m),
        ("kept, in the steady state", 13110.00m),
        ("namespace and operations", 941.96m),   // 9.855 + 87 × 0.80 + 1,725 × 0.50
        ("logs, spans and metrics", 4186.00m),   // (1,825 − 5) × 2.30
        ("alert rules", 10.50m));

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(1, 1)]
    [InlineData(1.0001, 1.1)]
    [InlineData(1.1, 1.1)]
    [InlineData(1.11, 1.2)]
    public void A_lone_execution_is_billed_a_second_at_least_and_then_by_tenths(double seconds, double billed) =>
        Assert.Equal(billed, FlexBilling.Window(seconds), 9);

    [Fact]
    public void What_overlaps_shares_the_time_of_its_instance()
    {
        Assert.Equal(0.001, FlexBilling.BusyPart(0.001, 0.05, 1), 5);
        Assert.InRange(FlexBilling.BusyPart(1000, 0.05, 1), 0.999999, 1);
        Assert.Equal(2, FlexBilling.Instances(640.1, 0.05, 32));
        Assert.Equal(1, FlexBilling.Instances(640, 0.05, 32));
    }

    [Fact]
    public void A_measured_intake_replaces_the_assumed_one()
    {
        var slow = new CostProfile { Vigil = new LoadResult(1, P50: 1500, P90: 0, P99: 0, Max: 0, Accepted: 1, Refused: 0) };
        // 1.5 s × 10,000 ÷ 86,400 s: 1 − e^(−0.1736) = 15.94 % × 2,628,000 s × 2 GB × 0.000016.
        Assert.Equal(13.40m, Math.Round(Estimate(10_000, slow).Lines.Single(l => l.Name == "always ready, executing").Amount, 2));
    }

    [Fact]
    public void A_result_of_the_bench_is_a_profile_as_it_is_and_keeps_the_other_defaults()
    {
        using var directory = new ScratchDirectory();
        var file = Path.Combine(directory.Path, "measured.json");
        var load = new LoadResult(1000, P50: 2.5, P90: 4, P99: 9, Max: 20, Accepted: 10, Refused: 0);
        File.WriteAllText(file, JsonSerializer.Serialize(new IntakeBenchReport(16, 2000, load, load), CliJson.Default.IntakeBenchReport));

        var profile = CostProfile.Read(new FileInfo(file));

        Assert.Equal((0.0025, 2000), (profile.IntakeSeconds, profile.BodySize));
        Assert.Equal(new CostProfile() with { BodySize = 2000, Vigil = profile.Vigil }, profile);
    }

    [Fact]
    public void Clamd_is_paid_for_by_the_hour_and_Defender_by_the_gigabyte()
    {
        // 2 vCPU idle and 4 GiB: 15.77 + 31.54; 10 + 10 GB × 0.15.
        Assert.Equal(47.30m, Math.Round(Scanning("clamd"), 2));
        Assert.Equal(11.50m, Scanning("defender"));
        Assert.Equal(0m, Scanning("none"));
    }

    [Fact]
    public void The_dominant_line_is_named() => Assert.Equal("blob writes", Estimate(1_000_000, new CostProfile()).Dominant.Name);

    [Fact]
    public void A_price_table_without_a_price_is_refused_by_name()
    {
        using var directory = new ScratchDirectory();
        var file = Path.Combine(directory.Path, "prices.json");
        File.WriteAllText(file, """{"date":"2026-01-01","region":"x","currency":"EUR","prices":{}}""");
        Assert.Contains("flexOnDemandGbSecond", Assert.Throws<CliException>(() => PriceTable.Read(new FileInfo(file))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"intakeMs": -1}""")]
    [InlineData("""{"httpConcurrency": 0}""")]
    [InlineData("""{"scanner": "magic"}""")]
    [InlineData("not JSON")]
    public void A_profile_that_makes_no_sense_is_refused(string json)
    {
        using var directory = new ScratchDirectory();
        var file = Path.Combine(directory.Path, "profile.json");
        File.WriteAllText(file, json);
        Assert.Throws<CliException>(() => CostProfile.Read(new FileInfo(file)));
    }

    private static decimal Scanning(string scanner) =>
        Estimate(1, new CostProfile { Scanner = scanner }).Lines.Where(l => l.Group == "Scanning").Sum(l => l.Amount);

    private static CostEstimate Estimate(long alertsPerDay, CostProfile profile) => new CostModel(profile, PriceTable.Embedded(), alertsPerDay).Estimate();

    private static void AssertLines(long alertsPerDay, params (string Name, decimal Amount)[] expected)
    {
        var estimate = Estimate(alertsPerDay, new CostProfile());
        Assert.Equal(expected, estimate.Lines.Select(l => (l.Name, Math.Round(l.Amount, 2))));
        Assert.InRange(Math.Abs(expected.Sum(e => e.Amount) - estimate.Total), 0, 0.06m);
    }
}
