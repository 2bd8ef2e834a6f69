using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Vigil.Core.Normalization;
using Vigil.Core.Senders;
using Vigil.Testing;

namespace Vigil.Benchmarks;

/// <summary>From verified bytes to validated findings, against only parsing the same bytes. In this process, as a benchmark's own build would not find the repository's settings.</summary>
[InProcess]
[MemoryDiagnoser]
public class MappingBenchmarks
{
    private AlertMapping _mapping = null!;
    private AlertContext _context = null!;
    private byte[] _body = null!;

    /// <summary>Profile, event, and a payload beside the repository; without that the profile's first example.</summary>
    [Params(
        "github code_scanning_alert github/code_scanning_alert.fixed.3.json",
        "github dependabot_alert github/dependabot_alert.fixed.0.json",
        "falco - falco/real.terminal-shell.2021.json",
        "falco - falco/real.terminal-shell.2026.no-fields.json",
        "standard - -")]
    public string Alert { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        var parts = Alert.Split(' ');
        var profile = ProfileCatalog.LoadEmbedded().Find(parts[0])!;
        var file = Path.Combine(Repository.Payloads ?? "", parts[2]);
        _body = System.IO.File.Exists(file) ? System.IO.File.ReadAllBytes(file) : Encoding.UTF8.GetBytes(profile.Examples[0].Body);
        _mapping = profile.Mapping;
        _context = new AlertContext(
            "alert", parts[0], "tenant", new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero), new Dictionary<string, string> { ["X-GitHub-Event"] = parts[1] });
        if (Map().Records is not [NormalizedRecord.Found])
        {
            throw new InvalidOperationException($"{Alert} gave no finding.");
        }
    }

    [Benchmark(Baseline = true)]
    public int Parse()
    {
        using var document = JsonDocument.Parse(_body);
        return (int)document.RootElement.ValueKind;
    }

    [Benchmark]
    public NormalizedAlert Map() => _mapping.Map(_context, _body);
}
