using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Vigil.Testing.Telemetry;

/// <summary>An OTLP collector over HTTP that keeps the spans it is sent, the names of metrics, and the trace ids of log entries.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<Span> _spans = new();
    private readonly ConcurrentDictionary<string, bool> _metrics = new();
    private readonly ConcurrentDictionary<string, bool> _loggedTraces = new();
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", async (HttpContext context) => TakeSpans(await ReadAsync(context)));
        _app.MapPost("/v1/metrics", async (HttpContext context) => TakeMetrics(await ReadAsync(context)));
        _app.MapPost("/v1/logs", async (HttpContext context) => TakeLogs(await ReadAsync(context)));
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Settings of a process that is to send everything here, at once.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public IEnumerable<Span> Spans => _spans;

    public IEnumerable<string> Metrics => _metrics.Keys;

    public IEnumerable<string> LoggedTraces => _loggedTraces.Keys;

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var collector = new Collector();
        await collector._app.StartAsync(cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    // Resources = 1, in them scopes = 2, in them spans = 2, in them trace_id = 1, name = 5 and links = 13, in them trace_id = 1.
    private void TakeSpans(byte[] request)
    {
        foreach (var span in Scoped(request))
        {
            _spans.Enqueue(new Span(Texts(span, 5).Single(), TraceIds(span, 1).Single(), [.. Protobuf.Fields(span, 13).SelectMany(link => TraceIds(link, 1))]));
        }
    }

    // Likewise, metrics with name = 1.
    private void TakeMetrics(byte[] request)
    {
        foreach (var name in Scoped(request).SelectMany(metric => Texts(metric, 1)))
        {
            _metrics[name] = true;
        }
    }

    // Likewise, log records with trace_id = 9.
    private void TakeLogs(byte[] request)
    {
        foreach (var id in Scoped(request).SelectMany(entry => TraceIds(entry, 9)))
        {
            _loggedTraces[id] = true;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Scoped(byte[] request) =>
        Protobuf.Fields(request, 1).SelectMany(resource => Protobuf.Fields(resource, 2)).SelectMany(scope => Protobuf.Fields(scope, 2));

    private static IEnumerable<string> Texts(ReadOnlyMemory<byte> message, int number) =>
        Protobuf.Fields(message, number).Select(text => Encoding.UTF8.GetString(text.Span));

    private static IEnumerable<string> TraceIds(ReadOnlyMemory<byte> message, int number) =>
        Protobuf.Fields(message, number).Select(id => Convert.ToHexStringLower(id.Span));

    /// <summary>A span that ended, and the traces that it points to.</summary>
    public sealed record Span(string Name, string TraceId, IReadOnlyList<string> Links);
}
