using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Core.Enrichment;
using Vigil.Core.Scoring;
using Xunit;

namespace Vigil.Core.Tests.Scoring;

public sealed class ScorePropertyTests
{
    private static readonly string[] s_tactics = ["TA0007", "TA0001", "TA0003", "TA0008", "TA0040"];

    private static readonly Gen<ScoreSubject> s_subject =
        from severity in Gen.Choose(1, 6)
        from confidence in Gen.Choose(0, 1000)
        from criticality in Gen.Elements(Enum.GetValues<Criticality>())
        from exposure in Gen.Elements(Enum.GetValues<Exposure>())
        from tactics in Gen.SubListOf(s_tactics)
        select Subjects.Severity(severity, confidence / 1000.0).On(criticality, exposure).With([.. tactics]);

    private static readonly Gen<ScoreOptions> s_options =
        from low in Gen.Choose(1, 10000)
        from high in Gen.Choose(1, 10000)
        from internet in Gen.Choose(1, 10000)
        from objective in Gen.Choose(1, 10000)
        from fatal in Gen.Choose(0, 100)
        select new ScoreOptions
        {
            Criticality = { Low = low / 100.0, Critical = high / 100.0 },
            Exposure = { Internet = internet / 100.0 },
            AttackStage = { Objective = objective / 100.0 },
            Priors = { Fatal = fatal / 100.0 },
        };

    [Fact]
    public void A_score_stays_between_0_and_100_under_all_allowed_weights() => Prop.ForAll(
        (from subject in s_subject from options in s_options select (subject, options)).ToArbitrary(),
        x => Subjects.Score(x.subject, x.options).Score is >= 0 and <= 100).QuickCheckThrowOnFailure();

    [Fact]
    public void A_receipt_read_back_from_json_recomputes_to_the_digit() => Prop.ForAll(
        (from subject in s_subject from options in s_options select (subject, options)).ToArbitrary(),
        x =>
        {
            var receipt = Subjects.Score(x.subject, x.options);
            var again = JsonSerializer.Deserialize<ScoreReceipt>(JsonSerializer.Serialize(receipt))!;
            return again.Score == receipt.Score && ScoreReceipts.Recompute(again) == receipt.Score;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_higher_severity_or_confidence_never_lowers_the_score() => Prop.ForAll(
        s_subject.ToArbitrary(),
        subject => Subjects.Score(subject).Score is var score
            && Subjects.Score(subject with { SeverityId = Math.Min(6, subject.SeverityId + 1) }).Score >= score
            && Subjects.Score(subject with { Confidence = Math.Min(1, subject.Confidence!.Value + 0.1) }).Score >= score)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_stronger_factor_never_lowers_the_score() => Prop.ForAll(
        (from subject in s_subject
         from exposure in Gen.Choose(1, 2)
         from criticality in Gen.Choose(1, 3)
         from tactic in Gen.Elements(s_tactics)
         select (subject, exposure, criticality, tactic)).ToArbitrary(),
        x =>
        {
            var weaker = x.subject.On((Criticality)x.criticality, (Exposure)x.exposure);
            var score = Subjects.Score(weaker).Score;
            return Subjects.Score(x.subject.On((Criticality)(x.criticality + 1), (Exposure)x.exposure)).Score >= score
                && Subjects.Score(x.subject.On((Criticality)x.criticality, (Exposure)(x.exposure + 1))).Score >= score
                && Subjects.Score(weaker with { Attacks = [.. weaker.Attacks, .. Subjects.Severity(1).With(x.tactic).Attacks] }).Score >= score;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_evidence_does_not_matter() => Prop.ForAll(
        s_subject.ToArbitrary(),
        subject => Same(Subjects.Score(subject), Subjects.Score(subject with { Attacks = [.. subject.Attacks.Reverse()] })))
        .QuickCheckThrowOnFailure();

    private static bool Same(ScoreReceipt a, ScoreReceipt b) => a.Score == b.Score && a.Factors.SequenceEqual(b.Factors);
}
