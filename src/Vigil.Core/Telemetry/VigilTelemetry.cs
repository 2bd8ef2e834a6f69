using System.Diagnostics;
using System.Diagnostics.Metrics;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;

namespace Vigil.Core.Telemetry;

/// <summary>The one activity source and the one meter of the pipeline. Labels hold names from configuration and enums, never what a sender wrote.</summary>
public static class VigilTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Vigil";

    /// <summary>Instruments and labels that the daily report counts by.</summary>
    internal const string Deliveries = "vigil.deliveries";
    internal const string IntakeDuration = "vigil.intake.duration";
    internal const string MessageDuration = "vigil.message.duration";
    internal const string SenderLabel = "sender";
    internal const string OutcomeLabel = "outcome";
    internal const string QueueLabel = "queue";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);

    private static readonly Counter<long> s_deliveries =
        s_meter.CreateCounter<long>(Deliveries, "{delivery}", "Deliveries by sender instance and outcome.");

    private static readonly Histogram<double> s_intakeDuration =
        s_meter.CreateHistogram<double>(IntakeDuration, "s", "From the first byte of a delivery's body to its answer.");

    private static readonly Counter<long> s_records =
        s_meter.CreateCounter<long>("vigil.records", "{record}", "Records of alerts by sender instance and what became of them.");

    private static readonly Counter<long> s_messages =
        s_meter.CreateCounter<long>("vigil.messages", "{message}", "Handled messages by queue and outcome: completed, or the name of the reason that they come again or were set aside.");

    private static readonly Histogram<double> s_messageDuration =
        s_meter.CreateHistogram<double>(MessageDuration, "s", "Time in the handler, by queue.");

    private static readonly Histogram<double> s_queueAge =
        s_meter.CreateHistogram<double>("vigil.message.age", "s", "Age of a message when it was handled, by queue.");

    private static readonly Counter<long> s_scans =
        s_meter.CreateCounter<long>("vigil.scans", "{scan}", "Answers of engines by engine and verdict, or the reason that the file was not scanned.");

    private static readonly Counter<long> s_incidents =
        s_meter.CreateCounter<long>("vigil.incidents", "{event}", "Published incident revisions by type.");

    private static readonly Counter<long> s_deadLetters =
        s_meter.CreateCounter<long>("vigil.dead_letters", "{letter}", "Work set aside as dead letters, by stage and reason.");

    private static readonly Gauge<long> s_queueDepth =
        s_meter.CreateGauge<long>("vigil.queue.depth", "{message}", "Messages in a queue, those in hand included; looked at once a minute.");

    private static readonly Gauge<double> s_queueOldest =
        s_meter.CreateGauge<double>("vigil.queue.oldest", "s", "Age of the oldest message in a queue; looked at once a minute.");

    /// <summary>Starts the span of a delivery and with it a trace; null when nobody listens.</summary>
    /// <param name="traceParent">The trace that the sender, or the host, names. It is linked and not continued: who is not verified must not choose our
    /// trace ids or what is sampled.</param>
    public static Activity? StartDelivery(string instance, string? traceParent)
    {
        if (s_source.HasListeners())
        {
            // The framework's own activity of the request is recorded by nobody, or continues what the sender names.
            Activity.Current = null;
        }

        ActivityLink[] links = ActivityContext.TryParse(traceParent, null, isRemote: true, out var named) ? [new(named)] : [];
        var activity = s_source.StartActivity("ReceiveWebhook", ActivityKind.Server, parentContext: default, links: links);
        activity?.SetTag("vigil.instance", instance);
        return activity;
    }

    /// <summary>Starts the span of a message, continuing the trace of the work that sent it, linked to that of the host's invocation.</summary>
    public static Activity? StartConsumer(string queue, WorkMessage message)
    {
        ActivityContext.TryParse(message.TraceParent, null, isRemote: true, out var parent);
        ActivityLink[] links = Activity.Current is { } current ? [new(current.Context)] : [];
        var activity = s_source.StartActivity($"process {queue}", ActivityKind.Consumer, parent, links: links);
        activity?.SetTag("messaging.destination.name", queue);
        activity?.SetTag("messaging.message.id", message.Id);
        return activity;
    }

    /// <param name="outcome"><c>accepted</c>, <c>duplicate</c>, <c>handshake</c>, or the name of a <see cref="Reason"/>.</param>
    public static void RecordDelivery(string instance, string outcome, TimeSpan duration)
    {
        s_deliveries.Add(1, new(SenderLabel, instance), new(OutcomeLabel, outcome));
        s_intakeDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("sender", instance));
    }

    /// <param name="outcome"><c>created</c>, <c>updated</c>, <c>repeated</c>, <c>ignored</c>, or the name of a <see cref="Reason"/>.</param>
    public static void RecordRecord(string instance, string outcome) =>
        s_records.Add(1, new("sender", instance), new("outcome", outcome));

    public static void RecordMessage(string queue, MessageOutcome outcome, TimeSpan duration, TimeSpan age)
    {
        var label = outcome switch
        {
            MessageOutcome.RetryLater later => later.Reason.Name(),
            MessageOutcome.Rejected rejected => rejected.Reason.Name(),
            MessageOutcome.Failed => Reason.HandlerFailed.Name(),
            _ => "completed",
        };
        s_messages.Add(1, new("queue", queue), new("outcome", label));
        s_messageDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("queue", queue));
        s_queueAge.Record(age.TotalSeconds, new KeyValuePair<string, object?>("queue", queue));
    }

    public static void RecordScan(EngineAnswer answer) =>
        s_scans.Add(1, new("engine", answer.Engine), new(OutcomeLabel, ScanWords.Of(answer)));

    /// <param name="type">Last part of the CloudEvents type, as in <c>opened</c>.</param>
    public static void RecordPublication(string type) =>
        s_incidents.Add(1, new KeyValuePair<string, object?>("type", type));

    /// <param name="stage">The queue, or what else set it aside.</param>
    /// <param name="reason">Name of a <see cref="Reason"/>.</param>
    public static void RecordDeadLetter(string stage, string reason) =>
        s_deadLetters.Add(1, new("stage", stage), new("reason", reason));

    public static void RecordQueue(string queue, QueueState state)
    {
        s_queueDepth.Record(state.Depth, new KeyValuePair<string, object?>(QueueLabel, queue));
        s_queueOldest.Record(state.OldestAge.TotalSeconds, new KeyValuePair<string, object?>(QueueLabel, queue));
    }
}
