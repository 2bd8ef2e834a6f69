using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Vigil.Testing.Telemetry;
using Xunit;

namespace Vigil.SystemTests.Telemetry;

public sealed class TraceTests
{
    private const string SendersTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly string[] s_steps = ["ReceiveWebhook", "process detections", "process findings"];

    [Fact]
    public async Task One_trace_leads_from_the_delivery_over_both_queues_to_the_incident()
    {
        using var directory = new ScratchDirectory();
        await using var collector = await Collector.StartAsync(TestContext.Current.CancellationToken);
        await using var vigil = await VigilProcess.StartAsync(directory.Path, [.. collector.Settings]);
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

    [Fact]
    public async Task The_trace_that_a_sender_names_is_linked_and_not_continued()
    {
        using var directory = new ScratchDirectory();
        await using var collector = await Collector.StartAsync(TestContext.Current.CancellationToken);
        await using var vigil = await VigilProcess.StartAsync(directory.Path, [.. collector.Settings]);
        var alert = SampleAlert.Standard("host.corp.example", 1) with
        {
            Headers = new Dictionary<string, string> { ["traceparent"] = $"00-{SendersTrace}-00f067aa0ba902b7-01" },
        };
        await new Sender(vigil).DeliverAsync(alert, TestContext.Current.CancellationToken);

        var span = await Eventually.GetAsync(
            () => Task.FromResult(collector.Spans.FirstOrDefault(s => s.Name == s_steps[0])), () => "no span of the delivery");
        Assert.Equal([SendersTrace], span.Links);
        Assert.NotEqual(SendersTrace, span.TraceId);
    }

    /// <summary>The names of the spans of each trace.</summary>
    private static List<HashSet<string>> Traces(Collector collector) =>
        [.. collector.Spans.GroupBy(s => s.TraceId, s => s.Name).Select(t => t.ToHashSet())];
}
