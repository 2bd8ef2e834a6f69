using Vigil.Core.Scanning;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

public sealed class VerdictRuleTests
{
    private static readonly HashSet<string> s_signatures = ["clamd"];

    private static readonly EngineAnswer?[] s_answers =
    [
        null,
        new("?", "1", "1", ScanVerdict.Clean, [], null),
        new("?", "1", "1", ScanVerdict.NotScanned, [], NotScannedReason.Encrypted),
        new("?", "1", "1", ScanVerdict.NotScanned, [], NotScannedReason.Unsupported),
        new("?", "1", "", ScanVerdict.NotScanned, [], NotScannedReason.EngineUnavailable),
        new("?", "1", "1", ScanVerdict.Suspicious, ["trait"], null),
        new("?", "1", "1", ScanVerdict.Malicious, ["Evil"], null),
    ];

    [Fact]
    public void A_file_is_clean_only_when_every_engine_says_so_and_one_of_them_has_signatures_or_the_policy_allows()
    {
        foreach (var clamd in s_answers)
        {
            foreach (var inspector in s_answers)
            {
                foreach (var suffices in new[] { false, true })
                {
                    var answers = new[] { clamd is null ? null : clamd with { Engine = "clamd" }, inspector is null ? null : inspector with { Engine = "inspector" } }
                        .OfType<EngineAnswer>().ToList();
                    var verdict = VerdictRule.Of(answers, s_signatures, suffices);
                    var isVouched = clamd?.Verdict == ScanVerdict.Clean;
                    var isOpen = inspector is null || inspector.Verdict == ScanVerdict.Clean || (isVouched && inspector.Reason == NotScannedReason.Unsupported);
                    var expected = answers.Count > 0 && isOpen
                        && (isVouched || (clamd is null && suffices));
                    Assert.True(expected == (verdict.Verdict == ScanVerdict.Clean), $"{clamd} {inspector} {suffices}: {verdict}");
                    Assert.Equal(verdict.Verdict == ScanVerdict.NotScanned, verdict.Reason is not null);
                    Assert.Equal(answers, verdict.Engines);
                }
            }
        }
    }

    [Fact]
    public void The_worst_answer_counts_with_what_it_found()
    {
        var verdict = VerdictRule.Of(
            [s_answers[1]! with { Engine = "clamd" }, s_answers[5]! with { Engine = "inspector" }, s_answers[6]! with { Engine = "hashes" }], s_signatures, false);
        Assert.Equal(ScanVerdict.Malicious, verdict.Verdict);
        Assert.Equal(["Evil"], verdict.Findings);
    }

    [Fact]
    public void Without_any_answer_nothing_was_scanned() =>
        Assert.Equal(NotScannedReason.EngineUnavailable, VerdictRule.Of([], s_signatures, true).Reason);
}
