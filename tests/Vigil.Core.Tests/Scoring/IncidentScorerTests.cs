using FsCheck;
using FsCheck.Fluent;
using Vigil.Core.Scoring;
using Xunit;

namespace Vigil.Core.Tests.Scoring;

public sealed class IncidentScorerTests
{
    private static readonly Gen<(string, string?, double)> s_finding =
        from analytic in Gen.Elements("a", "b", "c", "d")
        from asset in Gen.Elements<string?>("x", "y", null)
        from score in Gen.Choose(0, 10000)
        select (analytic, asset, score / 100.0);

    // 1 − 0.2 × (1 − 0.6·2^−1.5 = 0.78786797) × (1 − 0.4·3^−1.5 = 0.92301996) = 1 − 0.14544357
    [Fact]
    public void Several_findings_add_up_with_falling_weight() =>
        Assert.Equal(85.46, IncidentScorer.Score([("a", "x", 40), ("b", "x", 80), ("c", "x", 60)]).Score);

    // Only the 80 counts of (a, x); (a, null) is another pair: 1 − 0.2 × (1 − 0.5·0.35355339 = 0.82322330) = 1 − 0.16464466
    [Fact]
    public void Of_one_analytic_on_one_asset_only_the_highest_counts()
    {
        var receipt = IncidentScorer.Score([("a", "x", 70), ("a", "x", 80), ("a", null, 50), ("a", "x", 10)]);

        Assert.Equal(83.54, receipt.Score);
        Assert.Equal([new("a", "x", 80), new("a", null, 50)], receipt.Contributions);
    }

    [Fact]
    public void No_findings_score_nothing() => Assert.Equal(0, IncidentScorer.Score([]).Score);

    [Theory]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    public void At_most_a_hundred_pairs_are_counted_and_kept(int pairs, int kept)
    {
        var receipt = IncidentScorer.Score(Enumerable.Range(0, pairs).Select(i => ($"a{i}", (string?)"x", 1.0)));

        Assert.Equal((pairs, kept), (receipt.Distinct, receipt.Contributions.Count));
    }

    [Fact]
    public void A_lone_finding_keeps_its_score() => Prop.ForAll(
        s_finding.ToArbitrary(), f => IncidentScorer.Score([f]).Score == f.Item3).QuickCheckThrowOnFailure();

    [Fact]
    public void More_of_the_same_adds_nothing() => Prop.ForAll(
        s_finding.NonEmptyListOf().ToArbitrary(),
        findings => IncidentScorer.Score([.. findings, .. findings]).Score == IncidentScorer.Score(findings).Score).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_findings_does_not_matter() => Prop.ForAll(
        (from list in s_finding.ListOf() from shuffled in Gen.Shuffle(list.ToArray()) select (list, shuffled)).ToArbitrary(),
        x => Same(IncidentScorer.Score(x.list), IncidentScorer.Score(x.shuffled))).QuickCheckThrowOnFailure();

    [Fact]
    public void One_more_finding_never_lowers_the_score_and_never_passes_100() => Prop.ForAll(
        (from list in s_finding.ListOf() from one in s_finding select (list, one)).ToArbitrary(),
        x => IncidentScorer.Score([.. x.list, x.one]).Score is var score && score <= 100 && score >= IncidentScorer.Score(x.list).Score)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_receipt_recomputes_to_the_digit() => Prop.ForAll(
        s_finding.ListOf().ToArbitrary(),
        findings => IncidentScorer.Score(findings) is var receipt && ScoreReceipts.Recompute(receipt) == receipt.Score).QuickCheckThrowOnFailure();

    private static bool Same(IncidentReceipt a, IncidentReceipt b) => a.Score == b.Score && a.Contributions.SequenceEqual(b.Contributions);
}
