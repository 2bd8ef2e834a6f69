using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Vigil.Core.Normalization;
using Vigil.Core.Senders;
using Vigil.Testing;

namespace Vigil.Benchmarks;

/// <summary>The same for real alerts of full size, where the payloads lie beside the repository.</summary>
[InProcess]
[MemoryDiagnoser]
public class PayloadMappingBenchmarks
{
    private AlertMapping _mapping = null!;
    private AlertContext _context = null!;
    private byte[] _body = null!;

    /// <summary>Profile, event and payload.</summary>
    [Params(
        "github code_scanning_alert github/code_scanning_alert.fixed.3.json",
        "github dependabot_alert github/dependabot_alert.fixed.0.json",
        "falco - falco/real.terminal-shell.2021.json")]
    public string Alert { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        var parts = Alert.Split(' ');
        _mapping = ProfileCatalog.LoadEmbedded().Find(parts[0])!.Mapping;
        _body = File.ReadAllBytes(Path.Combine(Repository.Payloads ?? throw new InvalidOperationException("The payloads do not lie beside the repository."), parts[2]));
        _context = new AlertContext(
            "alert", parts[0], "tenant", new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero), new Dictionary<string, string> { ["X-GitHub-Event"] = parts[1] });
        if (_mapping.Map(_context, _body).Records is not [NormalizedRecord.Found])
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
