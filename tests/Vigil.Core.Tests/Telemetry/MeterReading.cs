using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Tests.Telemetry;

/// <summary>What the meter of the process measures while this lives: by this test and by those that run beside it.</summary>
internal sealed class MeterReading : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measurement> _measurements = new();

    public MeterReading()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == VigilTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public IEnumerable<Measurement> Of(string instrument) => _measurements.Where(m => m.Instrument.Name == instrument);

    public IEnumerable<Measurement> All => _measurements;

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue(new Measurement(instrument, value, tags.ToArray().ToDictionary(t => t.Key, t => (string?)t.Value)));

    public sealed record Measurement(Instrument Instrument, double Value, IReadOnlyDictionary<string, string?> Labels);
}
