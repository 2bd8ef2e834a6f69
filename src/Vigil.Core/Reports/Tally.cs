using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Reports;

/// <summary>
/// Counts what this process does, for the daily report: it listens to the meter that telemetry listens to, so that intake does nothing more.
/// </summary>
public sealed class Tally : IDisposable
{
    private const string IntakeStage = "intake";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<DeliveryKey, StrongBox<long>> _deliveries = new();
    private readonly ConcurrentDictionary<string, StageTally> _stages = new();

    /// <summary>Starts to count.</summary>
    public void Start()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == VigilTelemetry.Name
                && instrument.Name is VigilTelemetry.Deliveries or VigilTelemetry.IntakeDuration or VigilTelemetry.MessageDuration)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Count(count, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) => Time(instrument, seconds, tags));
        _listener.Start();
    }

    /// <summary>What was counted since the last call; null when nothing was. A count that is under way goes into this one or the next.</summary>
    public TallyPage? Take()
    {
        var page = new TallyPage(
            [.. _deliveries.Select(d => new DeliveryCount(d.Key.Sender, d.Key.Outcome, Interlocked.Exchange(ref d.Value.Value, 0))).Where(d => d.Count > 0)],
            [.. _stages.Select(s => s.Value.Take(s.Key)).Where(s => s.Counts.Any(c => c > 0))]);
        return page is { Deliveries.Count: 0, Stages.Count: 0 } ? null : page;
    }

    public void Dispose() => _listener.Dispose();

    private void Count(long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = new DeliveryKey(Tag(tags, VigilTelemetry.SenderLabel), Tag(tags, VigilTelemetry.OutcomeLabel));
        Interlocked.Add(ref _deliveries.GetOrAdd(key, static _ => new StrongBox<long>()).Value, count);
    }

    private void Time(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var stage = instrument.Name == VigilTelemetry.IntakeDuration ? IntakeStage : Tag(tags, VigilTelemetry.QueueLabel);
        _stages.GetOrAdd(stage, static _ => new StageTally()).Add(seconds);
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value as string ?? string.Empty;
            }
        }

        return string.Empty;
    }

    private readonly record struct DeliveryKey(string Sender, string Outcome);
}
