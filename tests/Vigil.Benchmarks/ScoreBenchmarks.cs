using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using Vigil.Core.Enrichment;
using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;

namespace Vigil.Benchmarks;

/// <summary>Scoring a finding with every factor, and an incident of 100 and of 10,000 findings.</summary>
[InProcess]
[MemoryDiagnoser]
public class ScoreBenchmarks
{
    private static readonly Asset s_asset = new("a", "a", null, null, null, Criticality.Critical, Exposure.Internet, []);

    private readonly FindingScorer _scorer = new(Options.Create(new ScoreOptions()));
    private readonly ScoreSubject _subject = new(
        4, 0.9, new AssetMatch(AssetMatchKind.Unique, s_asset, default, "hostname", 1), "v1", TimeSpan.FromHours(1),
        [new Attack { Tactic = new Tactic { Uid = "TA0001" } }, new Attack { Tactic = new Tactic { Uid = "TA0008" } }]);

    private readonly (string, string?, double)[] _findings =
        [.. Enumerable.Range(0, 10_000).Select(i => ($"rule-{i % 40}", (string?)$"asset:{i % 25}", i % 100 + 0.5))];

    [Benchmark]
    public ScoreReceipt Finding() => _scorer.Score(_subject);

    [Benchmark]
    public IncidentReceipt IncidentOf100() => IncidentScorer.Score(_findings.Take(100));

    [Benchmark]
    public IncidentReceipt IncidentOf10000() => IncidentScorer.Score(_findings);
}
