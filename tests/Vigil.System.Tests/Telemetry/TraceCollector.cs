using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Vigil.SystemTests.Telemetry;

/// <summary>An OTLP collector over HTTP that keeps the spans it is sent.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<Span> _spans = new();
    private readonly WebApplication _app;

    private TraceCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", async (HttpContext context) => Take(await ReadAsync(context)));
        _app.MapPost("/v1/metrics", () => Results.Ok());
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public IEnumerable<Span> Spans => _spans;

    public static async Task<TraceCollector> StartAsync(CancellationToken cancellationToken)
    {
        var collector = new TraceCollector();
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

    // ExportTraceServiceRequest: resource_spans = 1, in it scope_spans = 2, in it spans = 2, in it trace_id = 1 and name = 5.
    private void Take(byte[] request)
    {
        foreach (var span in Protobuf.Fields(request, 1).SelectMany(r => Protobuf.Fields(r, 2)).SelectMany(s => Protobuf.Fields(s, 2)))
        {
            _spans.Enqueue(new Span(
                Encoding.UTF8.GetString(Protobuf.Fields(span, 5).Single().Span), Convert.ToHexStringLower(Protobuf.Fields(span, 1).Single().Span)));
        }
    }

    /// <summary>A span that ended.</summary>
    public sealed record Span(string Name, string TraceId);
}
