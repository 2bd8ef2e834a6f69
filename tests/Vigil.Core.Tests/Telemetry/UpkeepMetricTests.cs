using Vigil.Core.DeadLetters;
using Vigil.Core.Incidents;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Telemetry;

/// <summary>What alerts about Vigil itself are raised by.</summary>
public sealed class UpkeepMetricTests : IDisposable
{
    private readonly Installation _vigil = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task The_sweep_measures_how_much_waits_in_each_queue_and_for_how_long()
    {
        await _vigil.WorkQueues.SendAsync(Queues.Scans, "a"u8.ToArray(), TimeSpan.Zero, Cancelled);
        await _vigil.WorkQueues.SendAsync(Queues.Scans, "b"u8.ToArray(), TimeSpan.Zero, Cancelled);
        _vigil.Time.Advance(TimeSpan.FromSeconds(4321));
        using var reading = new MeterReading();

        await _vigil.Get<SweepPending>().RunAsync(Cancelled);

        Assert.Contains(reading.Of("vigil.queue.depth"), m => m.Labels["queue"] == Queues.Scans && m.Value == 2);
        Assert.Contains(reading.Of("vigil.queue.oldest"), m => m.Labels["queue"] == Queues.Scans && m.Value == 4321);
        Assert.Contains(reading.Of("vigil.queue.oldest"), m => m.Labels["queue"] == Queues.Detections && m.Value == 0);
    }

    [Fact]
    public async Task Each_dead_letter_counts_by_its_stage_and_reason_a_repeated_one_again()
    {
        // A stage of its own: the meter is the whole process's.
        const string stage = "counted-by-this-test";
        var letter = new DeadLetter("a", stage, Reason.RecordUnmapped.Name(), "", "b", null, [], _vigil.Time.GetUtcNow(), _vigil.Time.GetUtcNow());
        using var reading = new MeterReading();

        await _vigil.Get<IDeadLetters>().AddAsync(letter, Cancelled);
        await _vigil.Get<IDeadLetters>().AddAsync(letter, Cancelled);

        Assert.Equal(["record-unmapped", "record-unmapped"], reading.Of("vigil.dead_letters").Where(m => m.Labels["stage"] == stage).Select(m => m.Labels["reason"]));
    }
}
