using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.Tracing;
using Vigil.Web.Problems;
using Vigil.Web.Security;

namespace Vigil.Web.Alerts;

/// <summary>The HTTP face of alerts, for every head: the whole way of one, never its raw bytes.</summary>
public sealed class AlertEndpoint(Guarded guarded, AlertTracer tracer)
{
    public ValueTask<IResult> GetAsync(HttpContext context, string id) => guarded.RunAsync(context, Access.Read, async (_, cancellationToken) =>
        await tracer.TraceAsync(id, cancellationToken) is { } trace
            ? Results.Json(trace, WebJson.Default.AlertTrace)
            : Refusals.Of(Reason.NotFound));
}
