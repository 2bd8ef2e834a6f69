using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Vigil.Core.Normalization;
using Vigil.Core.Senders;

namespace Vigil.Benchmarks;

/// <summary>
/// From verified bytes to validated findings: all examples of a profile, against only parsing the same bytes. In this process, as a benchmark's own build
/// would not find the repository's settings.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class MappingBenchmarks
{
    private AlertMapping _mapping = null!;
    private (AlertContext Context, byte[] Body)[] _alerts = [];

    public static IEnumerable<string> Profiles => ProfileCatalog.LoadEmbedded().Profiles.Select(p => p.Name);

    [ParamsSource(nameof(Profiles))]
    public string Profile { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        var profile = ProfileCatalog.LoadEmbedded().Find(Profile)!;
        _mapping = profile.Mapping;
        _alerts =
        [
            .. profile.Examples.Where(e => e.Expect.Findings.Count > 0).Select(e => (
                new AlertContext("alert", Profile, "tenant", new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero), e.Headers),
                Encoding.UTF8.GetBytes(e.Body))),
        ];
        if (_alerts.Any(a => !_mapping.Map(a.Context, a.Body).Records.Any(r => r is NormalizedRecord.Found)))
        {
            throw new InvalidOperationException($"An example of {Profile} gave no finding.");
        }
    }

    [Benchmark(Baseline = true)]
    public int Parse()
    {
        var kinds = 0;
        foreach (var (_, body) in _alerts)
        {
            using var document = JsonDocument.Parse(body);
            kinds += (int)document.RootElement.ValueKind;
        }

        return kinds;
    }

    [Benchmark]
    public int Map()
    {
        var records = 0;
        foreach (var (context, body) in _alerts)
        {
            records += _mapping.Map(context, body).Records.Count;
        }

        return records;
    }
}
