using Microsoft.Extensions.Options;
using Vigil.Core.Enrichment;
using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;

namespace Vigil.Core.Tests.Scoring;

/// <summary>Short ways to say what is scored.</summary>
internal static class Subjects
{
    public static ScoreReceipt Score(ScoreSubject subject, ScoreOptions? options = null) =>
        new FindingScorer(Options.Create(options ?? new ScoreOptions())).Score(subject);

    public static ScoreSubject Severity(int severityId, double? confidence = null) =>
        new(severityId, confidence, default, "none", null, []);

    public static ScoreSubject On(this ScoreSubject subject, Criticality criticality, Exposure exposure) => subject with
    {
        Asset = new AssetMatch(
            AssetMatchKind.Unique, new Asset("a-1", "pay-1", null, null, null, criticality, exposure, []), default, "hostname", 1),
        AssetsVersion = "v1",
        AssetsAge = TimeSpan.FromHours(6),
    };

    public static ScoreSubject With(this ScoreSubject subject, params string[] tactics) => subject with
    {
        Attacks = [.. tactics.Select(t => new Attack { Tactic = t.StartsWith("TA", StringComparison.Ordinal) ? new Tactic { Uid = t } : new Tactic { Name = t } })],
    };
}
