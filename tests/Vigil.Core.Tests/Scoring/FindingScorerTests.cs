using Vigil.Core.Enrichment;
using Vigil.Core.Scoring;
using Xunit;

namespace Vigil.Core.Tests.Scoring;

/// <summary>Numbers worked by hand from design §7.</summary>
public sealed class FindingScorerTests
{
    // Without factors a score is the prior: 100·odds/(1+odds) undoes p/(1−p).
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 15)]
    [InlineData(3, 35)]
    [InlineData(4, 60)]
    [InlineData(5, 80)]
    [InlineData(6, 90)]
    [InlineData(0, 35)]
    [InlineData(99, 35)]
    [InlineData(-7, 35)]
    public void A_finding_without_context_scores_its_severity_and_an_unknown_one_counts_as_medium(int severityId, double score) =>
        Assert.Equal(score, Subjects.Score(Subjects.Severity(severityId)).Score);

    // 0.6/0.4 = 1.5; × 2 × 1.5 × 1.6 = 7.2; 720/8.2 = 87.804878
    [Fact]
    public void Factors_multiply_the_odds() =>
        Assert.Equal(87.80, Subjects.Score(Subjects.Severity(4).On(Criticality.Critical, Exposure.Internet).With("TA0008")).Score);

    // 0.15 × 0.5 = 0.075; 0.075/0.925 = 0.08108108; × 2 = 0.16216216; 16.216216/1.16216216 = 13.953488
    [Fact]
    public void Confidence_lowers_the_prior() =>
        Assert.Equal(13.95, Subjects.Score(Subjects.Severity(2, 0.5).On(Criticality.Critical, Exposure.Partner)).Score);

    // 0.35/0.65 = 0.53846154; × 0.5 × 0.8 = 0.21538462; 21.538462/1.21538462 = 17.721519
    [Fact]
    public void An_unimportant_internal_asset_lowers_the_score() =>
        Assert.Equal(17.72, Subjects.Score(Subjects.Severity(3).On(Criticality.Low, Exposure.Internal)).Score);

    // 0.05 × 0.1 = 0.005, held at 0.02; 0.9 × weights cannot pass 0.98 before them either.
    [Fact]
    public void The_probability_is_held_between_its_bounds()
    {
        Assert.Equal(2, Subjects.Score(Subjects.Severity(1, 0.1)).Score);
        Assert.Equal(98, Subjects.Score(Subjects.Severity(6), new ScoreOptions { Priors = { Fatal = 1 } }).Score);
    }

    // Weights 5 × 5 × 2 = 50, held at 16; 0.53846154 × 16 = 8.6153846; 861.53846/9.6153846 = 89.6
    [Fact]
    public void The_product_of_weights_is_held_above() => Assert.Equal(89.6, Subjects.Score(
        Subjects.Severity(3).On(Criticality.Critical, Exposure.Internet).With("Impact"),
        new ScoreOptions { Criticality = { Critical = 5 }, Exposure = { Internet = 5 } }).Score);

    // Weights 0.1 × 0.1 = 0.01, held at 0.25; 0.8/0.2 = 4 × 0.25 = 1; 50
    [Fact]
    public void The_product_of_weights_is_held_below() => Assert.Equal(50, Subjects.Score(
        Subjects.Severity(5).On(Criticality.Low, Exposure.Internal),
        new ScoreOptions { Criticality = { Low = 0.1 }, Exposure = { Internal = 0.1 } }).Score);

    [Fact]
    public void Only_the_furthest_attack_stage_counts()
    {
        var receipt = Subjects.Score(Subjects.Severity(4).With("Discovery", "TA0040", "Execution"));

        var stage = Assert.Single(receipt.Factors, f => f.Kind == "attack-stage");
        Assert.Equal(("objective", 2.0, "sender"), (stage.Value, stage.Weight, stage.Source));
    }

    [Fact]
    public void A_tactic_that_is_not_known_is_no_factor() =>
        Assert.DoesNotContain(Subjects.Score(Subjects.Severity(4).With("TA9999", "Juggling")).Factors, f => f.Kind == "attack-stage");

    [Fact]
    public void The_receipt_names_source_version_and_age_of_what_it_used()
    {
        var receipt = Subjects.Score(Subjects.Severity(4, 0.9).On(Criticality.High, Exposure.Internet).With("TA0001"));

        Assert.Equal(
            [
                new ScoreFactor("asset-criticality", "high", 1.5, "assets", "v1", TimeSpan.FromHours(6)),
                new ScoreFactor("asset-exposure", "internet", 1.5, "assets", "v1", TimeSpan.FromHours(6)),
                new ScoreFactor("attack-stage", "entry", 1.2, "sender", null, null),
            ],
            receipt.Factors);
        Assert.Equal((4, 0.6, 0.9, 0.25, 16), (receipt.SeverityId, receipt.Prior, receipt.Confidence, receipt.ProductMin, receipt.ProductMax));
    }

    [Theory]
    [InlineData(AssetMatchKind.None, "no-asset")]
    [InlineData(AssetMatchKind.Ambiguous, "ambiguous")]
    public void Without_one_asset_the_receipt_says_so_and_weighs_nothing(AssetMatchKind kind, string value)
    {
        var receipt = Subjects.Score(Subjects.Severity(4) with { Asset = new AssetMatch(kind, null, default, null, 2), AssetsVersion = "v7" });

        Assert.Equal(new ScoreFactor("asset-criticality", value, 1, "assets", "v7", null), Assert.Single(receipt.Factors));
        Assert.Equal(60, receipt.Score);
    }

    [Fact]
    public void A_confidence_that_is_no_number_counts_as_unstated() =>
        Assert.Equal(60, Subjects.Score(Subjects.Severity(4, double.NaN)).Score);

    [Theory]
    [InlineData(89.99, Priority.High)]
    [InlineData(90, Priority.Critical)]
    [InlineData(69.99, Priority.Medium)]
    [InlineData(70, Priority.High)]
    [InlineData(39.99, Priority.Low)]
    [InlineData(40, Priority.Medium)]
    [InlineData(0, Priority.Low)]
    public void Priority_follows_the_thresholds(double score, int priority) =>
        Assert.Equal(priority, Priority.FromScore(score, new PriorityThresholds()));
}
