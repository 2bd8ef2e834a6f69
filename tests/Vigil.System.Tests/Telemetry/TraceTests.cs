using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Telemetry;

public sealed class TraceTests
{
    private static readonly string[] s_steps = ["ReceiveWebhook", "process detections", "process findings"];

    [Fact]
    public async Task One_trace_leads_from_the_delivery_over_both_queues_to_the_incident()
    {
        using var directory = new ScratchDirectory();
        await using var collector = await TraceCollector.StartAsync(TestContext.Current.CancellationToken);
        await using var vigil = await VigilProcess.StartAsync(
            directory.Path,
            new("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()),
            new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            new("OTEL_BSP_SCHEDULE_DELAY", "200"));
        var sender = new Sender(vigil);
        for (var i = 0; i < 2; i++)
        {
            await sender.DeliverAsync(SampleAlert.Standard($"host-{i}.corp.example", i), TestContext.Current.CancellationToken);
        }

        await Eventually.NothingAsync(() => Task.FromResult(
            Traces(collector).Count(t => s_steps.All(step => t.Contains(step))) == 2
                ? null
                : $"Spans: {string.Join(", ", collector.Spans)}\n{vigil.LastLines()}"));
        Assert.Equal(2, Traces(collector).Count(t => t.Contains(s_steps[0])));
    }

    /// <summary>The names of the spans of each trace.</summary>
    private static List<HashSet<string>> Traces(TraceCollector collector) =>
        [.. collector.Spans.GroupBy(s => s.TraceId, s => s.Name).Select(t => t.ToHashSet())];
}
