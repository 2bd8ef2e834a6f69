using System.Text.Json;
using Vigil.Core.Normalization;
using Vigil.Core.Senders;

namespace Vigil.Benchmarks.Parsing;

/// <summary>Deliveries that are parsed or mapped one after the other; every one gives a finding.</summary>
internal sealed class SampleSet
{
    private readonly AlertMapping _mapping;
    private readonly Sample[] _samples;

    public SampleSet(string name, SenderProfile profile, params Sample[] samples)
    {
        (Name, _mapping, _samples) = (name, profile.Mapping, samples);
        if (samples.Any(s => !s.Map(_mapping).Records.Any(r => r is NormalizedRecord.Found)))
        {
            throw new InvalidOperationException($"A sample of {name} gave no finding.");
        }
    }

    public string Name { get; }

    /// <summary>Bytes of all.</summary>
    public int Length => _samples.Sum(s => s.Length);

    public int Parse()
    {
        var kinds = 0;
        foreach (var sample in _samples)
        {
            foreach (var body in sample.Documents)
            {
                using var document = JsonDocument.Parse(body);
                kinds += (int)document.RootElement.ValueKind;
            }
        }

        return kinds;
    }

    public int Map()
    {
        var records = 0;
        foreach (var sample in _samples)
        {
            records += sample.Map(_mapping).Records.Count;
        }

        return records;
    }
}
